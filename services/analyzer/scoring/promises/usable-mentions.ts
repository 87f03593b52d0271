import type { Transcript } from '../../../../contracts/transcript.ts';
import { BREAK, spansOf } from '../../language/text-view.ts';
import { gapBetween, standTogether, type TurnSigns } from '../turn-signs.ts';
import type { Mention } from './mention.ts';

/** Units of the view; an English word is some five of them. */
const NEAR = {
  zh: { owed: 10, declined: 8, ahead: 4, after: 24 },
  en: { owed: 40, declined: 24, ahead: 0, after: 60 },
};

/** Terms that a debtor's turn speaks of as to be paid: not those declined (今天还不了), hedged (我尽量), paid already. */
export function meantMentions(
  mentions: readonly Mention[],
  turn: number,
  signs: TurnSigns,
  language: 'zh' | 'en',
): Mention[] {
  const hedges = signs('hedges', turn);
  const paid = signs('reason_already_paid', turn);
  const owed = signs('tells_owed', turn);
  const firm = mentions.filter(
    (mention) =>
      !hedges.some((hedge) => standTogether(hedge, mention, 'sentence')) &&
      !paid.some((hit) => standTogether(hit, mention, 'clause')) &&
      !owed.some((hit) => isOwed(hit, mention, mentions, language)),
  );
  const declined = new Set<Mention>();
  for (const decline of signs('declines', turn)) {
    const together = firm.filter((mention) => standTogether(decline, mention, 'clause'));
    const before = together.filter(({ end }) => end <= decline.start + 1);
    const target = before.length > 0 ? before : together;
    for (const mention of target)
      if (gapBetween(decline, mention) <= NEAR[language].declined || before.length > 0) declined.add(mention);
  }
  return firm.filter((mention) => !declined.has(mention));
}

/** Units that may stand beside the terms in an answer that is nothing but terms: 月底吧, "maybe by Friday". */
const BESIDE = { zh: 5, en: 16 };

/**
 * Of terms named without a verb of paying, those that answer the collector's question: their clause is the terms and little else, and
 * they are no echo (三千？). 六月七号考试 and "Sunday I play washboard" answer nothing.
 */
export function answeringMentions(
  mentions: readonly Mention[],
  call: Transcript,
  language: 'zh' | 'en',
): Mention[] {
  return mentions.filter((mention) => {
    const clause = clauseAround(mention);
    const inside = mentions.filter((other) => other.start >= clause.start && other.end <= clause.end);
    const said = inside.reduce((sum, { start, end }) => sum + end - start, 0);
    if (clause.end - clause.start - said > BESIDE[language]) return false;
    return clause.end - clause.start > said + 1 || !isEchoed(mention, call);
  });
}

function clauseAround({ line, start, end }: Mention): { start: number; end: number } {
  const { breaks, text } = line.view;
  let from = start;
  while (from > 0 && (breaks[from] ?? 0) < BREAK.CLAUSE) from -= 1;
  let to = end;
  while (to < text.length && (breaks[to] ?? 0) < BREAK.CLAUSE) to += 1;
  return { start: from, end: to };
}

const isEchoed = ({ line, start, end, turn }: Mention, call: Transcript) =>
  spansOf(line.view, start, end).some((span) =>
    /^\s*[?？]/.test(call.turns[turn]?.text.slice(span.end, span.end + 3) ?? ''),
  );

/** Terms of a collector's turn that are put to the debtor: not what is owed, nor when the collector will call again. */
export function proposedMentions(
  mentions: readonly Mention[],
  turn: number,
  signs: TurnSigns,
  language: 'zh' | 'en',
): Mention[] {
  const owed = signs('tells_owed', turn);
  const own = [...signs('next_step', turn), ...signs('callback', turn)];
  const { ahead, after } = NEAR[language];
  return mentions.filter((mention) => {
    if (mention.kind === 'date' && (mention.isWeak || mention.isPayday)) return false;
    if (owed.some((hit) => isOwed(hit, mention, mentions, language))) return false;
    return !own.some(
      (hit) =>
        standTogether(hit, mention, 'clause') &&
        gapBetween(hit, mention) <= (hit.start < mention.start ? after : ahead) &&
        (hit.start < mention.start ? mention.kind === 'date' : ahead > 0),
    );
  });
}

type Hit = ReturnType<TurnSigns>[number];

/** A sum or day right by a word of owing (欠款八千六, past due), with no other term between. */
function isOwed(hit: Hit, mention: Mention, all: readonly Mention[], language: 'zh' | 'en'): boolean {
  if (mention.kind === 'channel' || !standTogether(hit, mention, 'clause')) return false;
  if (gapBetween(hit, mention) > NEAR[language].owed) return false;
  const [from, to] = hit.start < mention.start ? [hit.end, mention.start] : [mention.end, hit.start];
  return !all.some(
    (other) => other !== mention && other.kind === mention.kind && other.start >= from && other.end <= to,
  );
}
