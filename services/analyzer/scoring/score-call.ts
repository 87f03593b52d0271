import type { Analysis, DialogueFacts } from '../../../contracts/analysis.ts';
import type { Finding } from '../../../contracts/finding.ts';
import { ElementName } from '../../../contracts/scoring.ts';
import type { CallHits } from '../engine/call-hits.ts';
import { createLocalTimeReader } from '../engine/local-time.ts';
import { AMOUNTS } from '../engine/matchers/amount.ts';
import { completingTurn, type Line, type Scene } from '../engine/scene.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { type CallSigns, createCallSigns } from './call-signs.ts';
import { readConversation } from './conversation.ts';
import { dayOf } from './dates/calendar.ts';
import { decideBenefit } from './elements/benefit.ts';
import { type DecideElement, decided, type ScoringCase } from './elements/case.ts';
import { decideClose } from './elements/close.ts';
import { decideListening } from './elements/listening.ts';
import { decideObstacle } from './elements/obstacle.ts';
import { decideOpening } from './elements/opening.ts';
import { decidePaymentPlan } from './elements/payment-plan.ts';
import { decideReason } from './elements/reason.ts';
import { decideRecord } from './elements/record.ts';
import { decideRightParty } from './elements/right-party.ts';
import { decideThirdParty } from './elements/third-party.ts';
import { findReason } from './find-reason.ts';
import { createMentions, type MentionsAt } from './promises/find-mentions.ts';
import { readPromises } from './promises/read-promises.ts';
import { proposedMentions } from './promises/usable-mentions.ts';
import { stageOf } from './stage.ts';
import { measureTalk } from './talk-measures.ts';
import { createTurnSigns } from './turn-signs.ts';

/** A call as the engine has read it. */
export interface ScoringInput {
  readonly scene: Scene;
  readonly hitsIn: CallHits;
  readonly facts: DialogueFacts;
  readonly findings: readonly Finding[];
}

export type CallScoring = Pick<Analysis, 'elements' | 'promises' | 'reasonForDelay' | 'stage' | 'measures'>;

const NO_GROUPS = new Map<string, never>();

const DECIDE: readonly DecideElement[] = [
  decideRightParty,
  decideOpening,
  decideListening,
  decideReason,
  decideBenefit,
  decideObstacle,
  decidePaymentPlan,
  decideClose,
  decideRecord,
  decideThirdParty,
];

/** Decides the elements of calls from what the engine has read of them. Pure: the same call gives the same answer, byte for byte. */
export function createCallScoring({ elements }: Rulebook): (input: ScoringInput) => CallScoring {
  const readLocalTime = createLocalTimeReader();
  return ({ scene, hitsIn, facts, findings }) => {
    const { call, lines } = scene;
    const measures = measureTalk(call);
    const stage = stageOf(call.debt?.daysPastDue);
    const language = languageOf(call.language);
    const words = language === null ? undefined : elements.get(language);
    const signs = createCallSigns(words ?? new Map(), lines, hitsIn);
    const talk = readConversation(call, facts, businessTurns(lines, hitsIn, signs));
    const reason = findReason(call, talk, signs);
    const today = call.timeZone
      ? readLocalTime(call.startedAt, call.timeZone).date
      : call.startedAt.slice(0, 10);
    const spoken = language ?? 'en';
    const anchor = { day: dayOf(today) };
    const mentionsAt = createMentions({ call, lines, hitsIn, signs, language: spoken, anchor });
    const turnSigns = createTurnSigns(signs);
    const offeredAt: MentionsAt = (turn) => proposedMentions(mentionsAt(turn), turn, turnSigns, spoken);
    const promises = words
      ? readPromises({ call, talk, signs: turnSigns, mentionsAt, offeredAt, language: spoken, today })
      : [];
    const base = { call, lines, facts, findings, talk, signs, offeredAt, promises, reason, measures };
    return {
      elements: words ? DECIDE.map((decide) => decide(base)) : withoutWords(base),
      promises,
      reasonForDelay: reason,
      stage,
      measures,
    };
  };
}

/** Turns in which the collector speaks of the debt in words, or names a sum. */
function businessTurns(lines: readonly Line[], hitsIn: CallHits, signs: CallSigns): ReadonlySet<number> {
  const sums = lines
    .filter(({ role }) => role === 'collector')
    .flatMap((line) => hitsIn(NO_GROUPS)(AMOUNTS, line).map(({ end }) => completingTurn(line, end)));
  return new Set([...signs('purpose').map(({ turn }) => turn), ...sums]);
}

function languageOf(tag: string): 'zh' | 'en' | null {
  if (/^(zh|yue|cmn|wuu|hak|nan)\b/i.test(tag)) return 'zh';
  return /^en\b/i.test(tag) ? 'en' : null;
}

/** A call in a language that the lexicons have no words for: nothing is guessed. */
const withoutWords = (of: ScoringCase) =>
  ElementName.options.map((element) =>
    decided(of, element, 'undecidable', {
      lacking: ['language'],
      zh: `没有 ${of.call.language} 的用语。`,
      en: `There are no words for ${of.call.language}.`,
    }),
  );
