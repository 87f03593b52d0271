/** ISO 4217 codes that speech in collection calls names. */
export type Currency = 'CNY' | 'HKD' | 'TWD' | 'USD' | 'GBP' | 'EUR' | 'JPY';

/** An amount of money as said or written, at `[start, end)` of the text given, in UTF-16 units. */
export interface Amount {
  readonly start: number;
  readonly end: number;
  /** The least it can mean, in whole units of the currency. */
  readonly low: number;
  /** The most it can mean; equal to `low` where there is one exact reading. */
  readonly high: number;
  /** Exact readings, likeliest first ("nine eighty": 980, 9.80); empty for a span such as 两三千. */
  readonly candidates: readonly number[];
  /** As said; null where no currency was (`isBare`). */
  readonly currency: Currency | null;
  /** Said as about: 大概, 左右, 多, "couple hundred", "and change". */
  readonly isApproximate: boolean;
  /** No currency was said: a number of a hundred or more that no measure word or date claims (一万二, "eleven eighty-four"). */
  readonly isBare: boolean;
}

/** What plain 块 and plain dollars mean where the call takes place. */
export interface LocalMoney {
  readonly yuan: Currency;
  readonly dollar: Currency;
}

const inCents = (value: number) => Math.round(value * 100) / 100;

/** Makes an amount of a span of readings, rounded to cents. */
export const amountOf = (
  place: { readonly start: number; readonly end: number },
  range: { readonly low: number; readonly high: number },
  said: { readonly currency: Currency | null; readonly isApproximate: boolean },
): Amount => {
  const low = inCents(range.low);
  const high = inCents(range.high);
  return {
    start: place.start,
    end: place.end,
    low,
    high,
    candidates: low === high ? [low] : [],
    currency: said.currency,
    isApproximate: said.isApproximate,
    isBare: said.currency === null,
  };
};
