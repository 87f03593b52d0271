import type { Transcript } from '../../../contracts/transcript.ts';
import { parseAmounts } from '../language/numbers/parse-amounts.ts';
import { rangeOf } from '../language/text-view.ts';
import type { Hit, Line } from './scene.ts';

const LOCAL_MONEY = {
  CN: { yuan: 'CNY', dollar: 'USD' },
  HK: { yuan: 'HKD', dollar: 'HKD' },
  TW: { yuan: 'TWD', dollar: 'TWD' },
} as const;

const isJurisdiction = (code: string | null): code is keyof typeof LOCAL_MONEY =>
  code !== null && code in LOCAL_MONEY;

/** Amounts spoken or written in a line, as hits. Of several readings the likeliest counts, of a span (两三千) the least. */
export function recogniseAmounts(call: Transcript, jurisdiction: string | null, line: Line): readonly Hit[] {
  const local = isJurisdiction(jurisdiction) ? LOCAL_MONEY[jurisdiction] : LOCAL_MONEY.CN;
  return [...new Set(line.view.turns)].flatMap((turn) =>
    parseAmounts(call.turns[turn]?.text ?? '', local).flatMap((amount) => {
      const range = rangeOf(line.view, { turn, start: amount.start, end: amount.end });
      if (range === null) return [];
      const value = amount.candidates[0] ?? amount.low;
      return [{ term: `(${value})`, kind: 'recogniser' as const, line, ...range, value }];
    }),
  );
}
