import type { PromiseToPay } from '../../../../contracts/scoring.ts';
import type { Stretch } from '../call-signs.ts';
import type { Bundle } from './bundle-mentions.ts';
import type { MoneyMention } from './mention.ts';

/** A promise while the call goes on; amounts are settled at its end. */
export interface Draft {
  readonly money: MoneyMention | null;
  readonly instalments: number | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly channel: PromiseToPay['channel'];
  readonly conditional: boolean;
  readonly by: PromiseToPay['by'];
  readonly status: PromiseToPay['status'];
  readonly evidence: readonly Stretch[];
}

/** How a bundle was committed to. */
export interface Commitment {
  readonly by: PromiseToPay['by'];
  readonly conditional: boolean;
  readonly evidence: readonly Stretch[];
  /** Today on the calendar of the person called: a time of day alone is today's. */
  readonly today: string;
}

const timeOf = ({ date, clock }: Bundle): string | null => date?.time ?? clock?.time ?? null;
const isSameMoney = (a: MoneyMention, b: MoneyMention) => a.basis === b.basis && a.value === b.value;

export function newDraft(bundle: Bundle, commitment: Commitment): Draft {
  const time = timeOf(bundle);
  return {
    money: bundle.money,
    instalments: bundle.instalments?.value ?? null,
    date: bundle.date?.date ?? (time === null ? null : commitment.today),
    time,
    channel: bundle.channel?.channel ?? null,
    conditional: commitment.conditional,
    by: commitment.by,
    status: 'open',
    evidence: [...commitment.evidence, ...bundle.mentions],
  };
}

/** Whether a bundle contradicts a draft in amount or day; names of parts (half) and sums don't contradict each other. */
export function conflictOf(draft: Draft, bundle: Bundle): 'none' | 'money' | 'date' | 'both' {
  const { money } = bundle;
  const bothStated = draft.money?.basis === 'stated' && money?.basis === 'stated';
  const money2 =
    money !== null && draft.money !== null && (bothStated || money.basis === draft.money.basis)
      ? !isSameMoney(money, draft.money)
      : false;
  const date = bundle.date !== null && draft.date !== null && bundle.date.date !== draft.date;
  if (money2 && date) return 'both';
  return money2 ? 'money' : date ? 'date' : 'none';
}

/** Whether a bundle says again what a draft says: at least one term equal, none different. */
export function repeats(draft: Draft, bundle: Bundle): boolean {
  if (draft.status !== 'open' || conflictOf(draft, bundle) !== 'none') return false;
  const sameDate = bundle.date !== null && bundle.date.date === draft.date;
  const sameMoney = bundle.money !== null && draft.money !== null && isSameMoney(bundle.money, draft.money);
  return sameDate || sameMoney;
}

/** The draft with what it lacked taken from a bundle. */
export function filled(draft: Draft, bundle: Bundle, commitment: Commitment): Draft {
  const time = draft.time ?? timeOf(bundle);
  const money =
    draft.money === null || (draft.money.basis !== 'stated' && bundle.money?.basis === 'stated')
      ? (bundle.money ?? draft.money)
      : draft.money;
  return {
    ...draft,
    money,
    instalments: draft.instalments ?? bundle.instalments?.value ?? null,
    date: draft.date ?? bundle.date?.date ?? (time === null ? null : commitment.today),
    time,
    channel: draft.channel ?? bundle.channel?.channel ?? null,
    conditional: draft.conditional && commitment.conditional,
    evidence: [...draft.evidence, ...commitment.evidence, ...bundle.mentions],
  };
}

/** The draft that takes the place of another: the new terms, and of the old what was not named anew. */
export function replacing(draft: Draft, bundle: Bundle, commitment: Commitment): Draft {
  const fresh = newDraft(bundle, commitment);
  return {
    ...fresh,
    money: fresh.money ?? draft.money,
    instalments: fresh.instalments ?? draft.instalments,
    date: bundle.date?.date ?? draft.date ?? fresh.date,
    channel: fresh.channel ?? draft.channel,
  };
}
