import type { PersonalDataKind } from '../../../contracts/personal-data.ts';

/** Personal data at `[start, end)` of a text, in UTF-16 units. */
export interface FoundData {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** Personal data in a turn of a call, in UTF-16 units of its original text. */
export interface PersonalSpan extends FoundData {
  readonly turn: number;
}
