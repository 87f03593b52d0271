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
