import type { PromiseToPay } from '../../../../contracts/scoring.ts';
import type { Transcript } from '../../../../contracts/transcript.ts';
import { evidenceOf } from '../call-signs.ts';
import type { Draft } from './draft.ts';

const inCents = (value: number) => Math.round(value * 100) / 100;

/** Turns drafts into promises: shares and rests become money against the balance, where the call says what is owed. */
export function settleDrafts(drafts: readonly Draft[], call: Transcript): PromiseToPay[] {
  const balance = call.debt?.balance;
  const currency = call.debt?.currency ?? null;
  const promises: PromiseToPay[] = [];
  for (const draft of drafts) {
    const promised = promises.reduce(
      (sum, { amount, status }) => sum + (status === 'open' ? (amount ?? 0) : 0),
      0,
    );
    const amount = amountOf(draft, balance, promised);
    promises.push({
      amount: amount === null || amount <= 0 ? null : inCents(amount),
      basis: draft.money?.basis ?? (draft.instalments === null ? null : 'instalment'),
      currency,
      date: draft.date,
      time: draft.time,
      channel: draft.channel,
      instalments: draft.instalments,
      conditional: draft.conditional,
      by: draft.by,
      status: draft.status,
      evidence: evidenceOf(call, draft.evidence),
    });
  }
  return promises;
}

function amountOf(
  { money, instalments }: Draft,
  balance: number | undefined,
  promised: number,
): number | null {
  if (money?.basis === 'stated') return money.value;
  if (balance === undefined || money?.basis === 'minimum') return null;
  if (money?.basis === 'share') return balance * (money.value ?? 0);
  if (money?.basis === 'rest') return balance - promised;
  if (instalments !== null) return balance / instalments;
  return money?.basis === 'full' ? balance : null;
}
