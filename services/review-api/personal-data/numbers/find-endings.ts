import type { FoundData } from '../personal-span.ts';
import type { DigitAtom } from './digit-atoms.ts';

const REACH = 60;
const UNIT = /^ ?(?:[块元万千百亿天年月点]|号码|(?:dollars|bucks|percent|pounds|days)\b)/;
const ENDING_ZH = /(?:身份证|证件)[^块元卡]{0,24}$/;
const ENDING_WORD_ZH = /后|尾|末|最后/;
const ENDING_EN =
  /last (?:four|4|five|5)\b[^$£]{0,40}(?:social|ssn|national insurance)|(?:social|ssn)[^$£]{0,40}last (?:four|4)\b/;

/** The last digits of an identity or social security number, which open doors by telephone: only right after being asked for or named. */
export function findEndings(folded: string, run: readonly DigitAtom[]): FoundData[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || UNIT.test(folded.slice(last.end, last.end + 8))) return [];
  const before = folded.slice(Math.max(0, first.start - REACH), first.start);
  const { length } = run.map(({ digits }) => digits).join('');
  const told = { start: first.start, end: last.end };
  const named = ENDING_ZH.exec(before)?.[0] ?? '';
  if (length >= 4 && length <= 8 && ENDING_WORD_ZH.test(named)) return [{ kind: 'national_id', ...told }];
  if (length >= 4 && length <= 5 && ENDING_EN.test(before)) return [{ kind: 'ssn', ...told }];
  return [];
}
