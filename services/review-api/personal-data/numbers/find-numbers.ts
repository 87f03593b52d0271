import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';
import { type DigitAtom, digitRuns, isTight } from './digit-atoms.ts';
import { findEndings } from './find-endings.ts';
import { cueBefore, type NumberCue } from './number-cues.ts';
import { kindOfNumber, type NumberKind } from './number-kinds.ts';

const LONGEST = 21;
const UNIT = /^[ ]?(?:[块元万千百亿天年月%]|(?:dollars|bucks|percent|pounds|days|cents|times)\b)/;
/** QQ836221907 is a number with its name before it. */
const BEHIND_LETTER = /(?<!q)q$|[a-pr-z_@]$/;

/** Telephone numbers, identity numbers, cards and postcodes, written or said. Linear: every start looks at 21 digits at most. */
export function findNumbers({ folded }: Pick<HeardText, 'folded'>): FoundData[] {
  return digitRuns(folded).flatMap((run) => {
    const found = findInRun(folded, run);
    return found.length > 0 ? found : findEndings(folded, run);
  });
}

interface Candidate {
  readonly kind: Exclude<NumberKind, null>;
  readonly from: number;
  readonly until: number;
  readonly digits: number;
}

/** The longest numbers of a run; of equally long ones the later, which has less before it. */
function findInRun(folded: string, run: readonly DigitAtom[]): FoundData[] {
  const candidates = run
    .flatMap((_atom, at) => (startsAt(folded, run, at) ? candidatesFrom(folded, run, at) : []))
    .sort((a, b) => b.digits - a.digits || b.from - a.from);
  const taken = new Uint8Array(run.length);
  return candidates.flatMap(({ kind, from, until }) => {
    if (taken.subarray(from, until).includes(1)) return [];
    taken.fill(1, from, until);
    const [first, last] = [run[from], run[until - 1]];
    if (kind === 'public' || first === undefined || last === undefined) return [];
    return [{ kind, start: first.start, end: last.end }];
  });
}

/** A number starts where something else ends: not within digits, not behind a letter. */
function startsAt(folded: string, run: readonly DigitAtom[], at: number): boolean {
  const [before, atom] = [run[at - 1], run[at]];
  if (atom === undefined) return false;
  if (before !== undefined && isTight(before, atom)) return before.form !== atom.form;
  return (
    atom.form === 'chinese' || !BEHIND_LETTER.test(folded.slice(Math.max(0, atom.start - 2), atom.start))
  );
}

function candidatesFrom(folded: string, run: readonly DigitAtom[], at: number): Candidate[] {
  const cue: NumberCue = cueBefore(folded, run[at]?.start ?? 0);
  const groups: number[] = [];
  let digits = '';
  const candidates: Candidate[] = [];
  for (let until = at; until < run.length && digits.length < LONGEST; until += 1) {
    const [before, atom, next] = [run[until - 1], run[until], run[until + 1]];
    if (atom === undefined) break;
    const joins = until > at && before !== undefined && (isTight(before, atom) || atom.digits === 'x');
    if (joins) groups.push((groups.pop() ?? 0) + atom.digits.length);
    else groups.push(atom.digits.length);
    digits += atom.digits;
    if (next !== undefined && isTight(atom, next) && next.form === atom.form) continue;
    if (!endsAt(folded, atom)) continue;
    const kind = kindOfNumber({ digits, groups, form: formOf(run.slice(at, until + 1)), cue });
    if (kind !== null) candidates.push({ kind, from: at, until: until + 1, digits: digits.length });
  }
  return candidates;
}

function endsAt(folded: string, { end, form }: DigitAtom): boolean {
  if (form === 'written' && /[a-z_]/.test(folded[end] ?? '')) return false;
  return !UNIT.test(folded.slice(end, end + 9));
}

const formOf = (atoms: readonly DigitAtom[]) =>
  atoms.find(({ form }) => form !== 'written')?.form ?? 'written';
