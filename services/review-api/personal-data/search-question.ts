import { foldUnits } from '../../analyzer/language/characters.ts';
import { detectPersonalData } from './detect-personal-data.ts';
import { digitRuns } from './numbers/digit-atoms.ts';

/** Shorter ones are amounts, days and flats; longer ones pick out a person. */
const LONGEST_FREE_DIGITS = 4;

/** Whether a search text asks who has a certain number, address or account: its answer would tell what masks hide. */
export function asksForPersonalData(text: string): boolean {
  if (detectPersonalData([{ speaker: '', text }]).some(({ kind }) => kind !== 'name')) return true;
  return digitRuns(foldUnits(text)).some(
    (run) => run.reduce((sum, { digits }) => sum + digits.length, 0) > LONGEST_FREE_DIGITS,
  );
}
