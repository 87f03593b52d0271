import type { ChannelMention, DateMention, Mention, MoneyMention } from './mention.ts';

/** Terms of payment that belong together: so much, then, that way. */
export interface Bundle {
  readonly money: MoneyMention | null;
  readonly instalments: MoneyMention | null;
  readonly date: DateMention | null;
  /** A time of day said without a day. */
  readonly clock: DateMention | null;
  readonly channel: ChannelMention | null;
  readonly mentions: readonly Mention[];
}

const EMPTY: Bundle = {
  money: null,
  instalments: null,
  date: null,
  clock: null,
  channel: null,
  mentions: [],
};

/** Which clause of its line a mention stands in. */
export type ClauseOf = (mention: Mention) => number;

/**
 * Groups mentions, by place, into bundles. A new one begins where a clause brings money while there is money already, or a day
 * while there is one; inside a clause a second amount right behind the first corrects it. Payday gives way to a day named with it.
 */
export function bundleMentions(mentions: readonly Mention[], clauseOf: ClauseOf): Bundle[] {
  const bundles: Bundle[] = [];
  let current = EMPTY;
  for (const [index, mention] of mentions.entries()) {
    if (mention.kind === 'date' && mention.isPayday) {
      current = { ...current, mentions: [...current.mentions, mention] };
      continue;
    }
    if (startsAnew(current, mention, mentions[index - 1], clauseOf)) {
      bundles.push(current);
      current = EMPTY;
    }
    current = withMention(current, mention);
  }
  const whole = [...bundles, current].filter(
    ({ money, instalments, date, clock, channel }) => money ?? instalments ?? date ?? clock ?? channel,
  );
  // 周五还一半，剩下的五号，都用支付宝: the way comes last and holds for all.
  const way = whole.at(-1)?.channel ?? null;
  return whole.map((bundle) => (bundle.channel === null ? { ...bundle, channel: way } : bundle));
}

function startsAnew(
  current: Bundle,
  mention: Mention,
  before: Mention | undefined,
  clauseOf: ClauseOf,
): boolean {
  if (mention.kind === 'channel') return false;
  const isSameClause = before !== undefined && clauseOf(before) === clauseOf(mention);
  if (mention.kind === 'date') {
    if (mention.date === null) return false;
    return current.date !== null && !(isSameClause && before?.kind === 'date');
  }
  if (mention.basis === 'instalment' || current.money === null) return false;
  if (mention.basis === 'rest') return true;
  const isNamedTwice = current.money.basis !== 'stated' || mention.basis !== 'stated';
  return !isNamedTwice && (current.date !== null || !isSameClause);
}

function withMention(bundle: Bundle, mention: Mention): Bundle {
  const mentions = [...bundle.mentions, mention];
  if (mention.kind === 'channel') {
    const isSurer = bundle.channel === null || mention.channel === 'autopay';
    return { ...bundle, mentions, channel: isSurer ? mention : bundle.channel };
  }
  if (mention.kind === 'date')
    return mention.date === null
      ? { ...bundle, mentions, clock: mention }
      : { ...bundle, mentions, date: mention };
  if (mention.basis === 'instalment') return { ...bundle, mentions, instalments: mention };
  const keepsStated = bundle.money?.basis === 'stated' && mention.basis !== 'stated';
  return { ...bundle, mentions, money: keepsStated ? bundle.money : mention };
}
