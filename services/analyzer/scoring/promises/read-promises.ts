import type { PromiseToPay } from '../../../../contracts/scoring.ts';
import type { Transcript } from '../../../../contracts/transcript.ts';
import { BREAK } from '../../language/text-view.ts';
import { isBareYes } from '../bare-yes.ts';
import type { Stretch } from '../call-signs.ts';
import type { Conversation } from '../conversation.ts';
import { standTogether, type TurnSigns } from '../turn-signs.ts';
import { type Bundle, bundleMentions, type ClauseOf } from './bundle-mentions.ts';
import { type Commitment, conflictOf, type Draft, filled, newDraft, repeats, replacing } from './draft.ts';
import type { MentionsAt } from './find-mentions.ts';
import type { Mention } from './mention.ts';
import { settleDrafts } from './settle-drafts.ts';
import { answeringMentions, meantMentions } from './usable-mentions.ts';

export interface PromiseSources {
  readonly call: Transcript;
  readonly talk: Conversation;
  readonly signs: TurnSigns;
  readonly mentionsAt: MentionsAt;
  /** Of these, what the collector puts to the debtor. */
  readonly offeredAt: MentionsAt;
  readonly language: 'zh' | 'en';
  /** YYYY-MM-DD on the calendar of the person called. */
  readonly today: string;
}

/** What the collector put to the debtor, and the turn. */
interface Proposal {
  readonly turn: number;
  readonly mentions: readonly Mention[];
}

/** Turns after which a yes no longer answers a proposal. */
const ANSWERED_WITHIN = 4;

/**
 * Reads the promises to pay of a call, in the order in which they were made: the debtor's own, and what the debtor agreed to when the
 * collector proposed it. A promise with other terms replaces the one before unless it is said to come on top (剩下的, the rest).
 */
export function readPromises(sources: PromiseSources): PromiseToPay[] {
  const { talk, signs, offeredAt, call } = sources;
  const drafts: Draft[] = [];
  let proposal: Proposal | null = null;
  let asked = false;
  const toDebtor = new Set(talk.toDebtor);
  const byDebtor = new Set(talk.debtorTurns);
  for (let turn = talk.businessAt ?? call.turns.length; turn < call.turns.length; turn += 1) {
    if (toDebtor.has(turn)) {
      const put = offeredAt(turn);
      const isAsking = signs('asks_terms', turn).length > 0;
      const isProposing = put.length > 0 && (drafts.length > 0 || signs('proposes', turn).length > 0);
      asked = isAsking || isProposing;
      if (isProposing) proposal = { turn, mentions: put };
      else if (isAsking) proposal = null;
    } else if (byDebtor.has(turn)) {
      const open = proposal !== null && turn - proposal.turn <= ANSWERED_WITHIN ? proposal : null;
      const answer = readAnswer(sources, turn, open, asked);
      if (answer.isRefused) proposal = null;
      if (answer.bundles.length > 0) {
        for (const bundle of answer.bundles) integrate(drafts, bundle, answer.commitment);
        proposal = null;
      }
    }
  }
  return settleDrafts(drafts, call);
}

interface Answer {
  readonly bundles: readonly Bundle[];
  readonly commitment: Commitment;
  readonly isRefused: boolean;
}

function readAnswer(
  { call, signs, mentionsAt, language, today }: PromiseSources,
  turn: number,
  proposal: Proposal | null,
  asked: boolean,
): Answer {
  const verbs = signs('promises', turn);
  const declines = signs('declines', turn);
  const agrees = signs('agrees', turn).filter(isWholeClause);
  const saysYes = agrees.length > 0 || isBareYes(call.turns[turn]?.text ?? '');
  const meant = meantMentions(mentionsAt(turn), turn, signs, language).filter(
    (mention) => mention.kind !== 'date' || !mention.isWeak || verbs.length > 0,
  );
  const own = verbs.length > 0 ? meant : answeringMentions(meant, call, language);
  const hedged = signs('hedges', turn).length > 0;
  // Who answers "the full six forty on the first, how will you pay?" with what was left open has agreed to the rest.
  const put = new Set(proposal?.mentions.map(({ kind }) => kind));
  const fillsIn =
    own.length > 0 && own.every(({ kind }) => !put.has(kind)) && turn - (proposal?.turn ?? turn) === 1;
  const isYes = proposal !== null && (saysYes || fillsIn) && declines.length === 0 && !hedged;
  const isOwn = own.length > 0 && (verbs.length > 0 || asked || isYes);
  const conditions = signs('conditions', turn);
  const conditional = conditions.some((condition) =>
    [...own, ...verbs, ...agrees].some((said) => standTogether(condition, said, 'sentence')),
  );
  const fromOwn = isOwn ? bundleMentions(own, clauseOf) : [];
  const fromProposal = isYes && proposal ? bundleMentions(proposal.mentions, clauseOf) : [];
  return {
    bundles: mergeAnswer(fromProposal, fromOwn),
    commitment: {
      by: isOwn ? 'debtor' : 'agreed',
      conditional,
      evidence: isOwn ? verbs : agrees,
      today,
    },
    isRefused: declines.length > 0 && own.length === 0,
  };
}

/** The debtor's own terms over those agreed to: 一半可以，月底吧 takes the half that was proposed and its own day. */
function mergeAnswer(agreed: readonly Bundle[], own: readonly Bundle[]): readonly Bundle[] {
  const [first] = agreed;
  const [said] = own;
  if (first === undefined) return own;
  if (said === undefined) return agreed;
  if (agreed.length > 1 || own.length > 1) return own;
  return [
    {
      money: said.money ?? first.money,
      instalments: said.instalments ?? first.instalments,
      date: said.date ?? first.date,
      clock: said.clock ?? first.clock,
      channel: said.channel ?? first.channel,
      mentions: [...first.mentions, ...said.mentions],
    },
  ];
}

function integrate(drafts: Draft[], bundle: Bundle, commitment: Commitment): void {
  const same = drafts.findIndex((draft) => repeats(draft, bundle));
  const [at, draft] = same >= 0 ? [same, drafts[same]] : lastOpen(drafts);
  if (draft === undefined) {
    if (isTerm(bundle)) drafts.push(newDraft(bundle, commitment));
    return;
  }
  if (same < 0 && bundle.money?.basis === 'rest') {
    drafts.push({ ...newDraft(bundle, commitment), channel: bundle.channel?.channel ?? draft.channel });
    return;
  }
  const conflict = conflictOf(draft, bundle);
  if (conflict === 'none') {
    drafts[at] = filled(draft, bundle, commitment);
    const channel = bundle.channel?.channel;
    if (channel !== undefined && !isTerm(bundle)) shareChannel(drafts, channel);
    return;
  }
  if (isSameTurn(draft, bundle)) {
    drafts.push(newDraft(bundle, commitment));
    return;
  }
  drafts[at] = { ...draft, status: 'replaced' };
  drafts.push(replacing(draft, bundle, commitment));
}

/** A number of instalments alone promises nothing. */
const isTerm = ({ money, date, clock }: Bundle) => (money ?? date ?? clock) !== null;

/** A way to pay said for itself holds for every promise that has none. */
function shareChannel(drafts: Draft[], channel: NonNullable<Draft['channel']>): void {
  for (const [index, draft] of drafts.entries())
    if (draft.status === 'open' && draft.channel === null) drafts[index] = { ...draft, channel };
}

function lastOpen(drafts: readonly Draft[]): readonly [number, Draft | undefined] {
  const at = drafts.findLastIndex(({ status }) => status === 'open');
  return [at, drafts[at]];
}

/** A yes opens or closes its clause: 行，三分之一行，但不是 当时说好包就业. */
const isWholeClause = ({ line, start, end }: Stretch) =>
  start === 0 ||
  (line.view.breaks[start] ?? 0) >= BREAK.PAUSE ||
  (line.view.text[start - 1] === ' ' && (line.view.breaks[start - 1] ?? 0) >= BREAK.PAUSE) ||
  (line.view.breaks[end] ?? 0) >= BREAK.CLAUSE ||
  end === line.view.text.length;

const lastTurn = ({ view }: Mention['line'], end: number) => view.turns[end - 1] ?? 0;

/** Terms named in one breath with a draft come on top of it. */
function isSameTurn(draft: Draft, { mentions }: Bundle): boolean {
  const turns = new Set(draft.evidence.map(({ line, end }) => lastTurn(line, end)));
  return mentions.some(({ turn }) => turns.has(turn));
}

const clauseOf: ClauseOf = ({ line, start }) => {
  let clauses = 0;
  for (let at = 1; at <= start; at += 1) if ((line.view.breaks[at] ?? 0) >= BREAK.CLAUSE) clauses += 1;
  return clauses;
};
