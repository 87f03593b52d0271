import type { PromiseChannel, PromiseToPay } from '../../../../contracts/scoring.ts';
import type { Stretch } from '../call-signs.ts';

/** Money said: an amount, or a part of what is owed. */
export interface MoneyMention extends Stretch {
  readonly kind: 'money';
  readonly turn: number;
  readonly basis: NonNullable<PromiseToPay['basis']>;
  /** In units of the currency; of a share the fraction, of instalments their number; null for the rest and the minimum. */
  readonly value: number | null;
}

export interface DateMention extends Stretch {
  readonly kind: 'date';
  readonly turn: number;
  readonly date: string | null;
  readonly time: string | null;
  readonly isPayday: boolean;
  readonly isWeak: boolean;
}

export interface ChannelMention extends Stretch {
  readonly kind: 'channel';
  readonly turn: number;
  readonly channel: PromiseChannel;
}

/** A term of payment that somebody named. */
export type Mention = MoneyMention | DateMention | ChannelMention;
