/** A day or time of day said in a text, at `[start, end)` in UTF-16 units of the text given. */
export interface DueDate {
  readonly start: number;
  readonly end: number;
  /** The last day it can mean, YYYY-MM-DD; null for a clock time alone, payday, or what names no day (过几天). */
  readonly date: string | null;
  /** HH:MM; null where none was said. */
  readonly time: string | null;
  /** clock: a time of day alone. payday: a day that only the debtor knows. */
  readonly kind: 'day' | 'clock' | 'payday' | 'vague';
  /** 现在, right now: a day only where a payment is spoken of. */
  readonly isWeak: boolean;
}
