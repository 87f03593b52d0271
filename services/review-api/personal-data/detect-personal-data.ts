import { type HeardText, hearDialogue, type SpokenTurn } from './heard-text.ts';
import { findNumbers } from './numbers/find-numbers.ts';
import type { FoundData, PersonalSpan } from './personal-span.ts';
import { findBirthDates } from './words/find-birth-dates.ts';
import { findChineseAddresses } from './words/find-chinese-addresses.ts';
import { findChineseNames } from './words/find-chinese-names.ts';
import { findEmails } from './words/find-emails.ts';
import { findEnglishAddresses } from './words/find-english-addresses.ts';
import { findEnglishNames } from './words/find-english-names.ts';
import { createKnownNameFinder, type KnownNames } from './words/find-known-names.ts';
import { findMessengers } from './words/find-messengers.ts';
import { findNationalInsurance } from './words/find-national-insurance.ts';
import { findPlates } from './words/find-plates.ts';

type Detector = (heard: HeardText) => FoundData[];

/** Where two overlap, the earlier of these says what it is. */
const DETECTORS: readonly Detector[] = [
  findEmails,
  findNationalInsurance,
  findNumbers,
  findPlates,
  findMessengers,
  findBirthDates,
  findChineseAddresses,
  findEnglishAddresses,
  findChineseNames,
  findEnglishNames,
];
/** A name of two characters is too often something else to be masked wherever it stands. */
const FEWEST_TO_REPEAT = 3;
const MOST_TO_REPEAT = 20;

/**
 * Finds the personal data of a dialogue: numbers, addresses, accounts and names, written and said, also over turns while
 * one speaker goes on. A person once named in full is found everywhere in the call. Pure; time grows with the length of
 * the text alone. Spans are ordered by turn and place and do not overlap.
 *
 * @param known names from the call's metadata
 */
export function detectPersonalData(turns: readonly SpokenTurn[], known: KnownNames = []): PersonalSpan[] {
  const heard = hearDialogue(turns);
  const found = heard.map((stretch) => ({ stretch, data: DETECTORS.flatMap((detect) => detect(stretch)) }));
  const told = found.flatMap(({ stretch, data }) =>
    data
      .filter(({ kind, start, end }) => kind === 'name' && end - start >= FEWEST_TO_REPEAT)
      .map(({ start, end }) => stretch.text.slice(start, end)),
  );
  const findKnown = createKnownNameFinder(
    [...known, ...new Set(told.filter(isWholeName))].slice(0, known.length + MOST_TO_REPEAT),
  );
  return found
    .flatMap(({ stretch, data }) =>
      inTurns(turns, stretch, withoutOverlaps([...data, ...findKnown(stretch)])),
    )
    .sort((a, b) => a.turn - b.turn || a.start - b.start);
}

const isWholeName = (name: string) => /^[一-龥]{3,4}$/.test(name) || /^[A-Z]\S+ \S+/.test(name);

function withoutOverlaps(found: readonly FoundData[]): FoundData[] {
  const kept: FoundData[] = [];
  const order = new Map(found.map((one, index) => [one, index]));
  for (const one of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || one.start >= last.end) kept.push(one);
    else {
      const first = (order.get(last) ?? 0) <= (order.get(one) ?? 0) ? last : one;
      kept[kept.length - 1] = { kind: first.kind, start: last.start, end: Math.max(last.end, one.end) };
      order.set(kept[kept.length - 1] ?? one, order.get(first) ?? 0);
    }
  }
  return kept;
}

function inTurns(
  turns: readonly SpokenTurn[],
  { folded, parts, between }: HeardText,
  found: readonly FoundData[],
): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  let first = 0;
  for (const { kind, start, end } of found) {
    while (first < parts.length - 1 && (parts[first]?.from ?? 0) + (parts[first]?.length ?? 0) <= start)
      first += 1;
    const touched: number[] = [];
    for (let index = first; index < parts.length; index += 1) {
      const part = parts[index];
      if (part === undefined || part.from >= end) break;
      const [from, to] = [Math.max(start, part.from), Math.min(end, part.from + part.length)];
      if (from >= to) continue;
      touched.push(part.turn);
      spans.push({ kind, turn: part.turn, start: from - part.from, end: to - part.from });
    }
    spans.push(...echoes(turns, between, touched, kind, folded.slice(start, end)));
  }
  return spans;
}

/** What the other side repeats between two pieces of a number ("one five oh — one five oh"). */
function echoes(
  turns: readonly SpokenTurn[],
  between: ReadonlySet<number>,
  touched: readonly number[],
  kind: FoundData['kind'],
  said: string,
): PersonalSpan[] {
  const [from, to] = [touched[0] ?? 0, touched.at(-1) ?? 0];
  return Array.from({ length: Math.max(0, to - from - 1) }, (_, step) => from + 1 + step)
    .filter((turn) => between.has(turn))
    .flatMap((turn) => {
      const text = turns[turn]?.text ?? '';
      const core = text.replace(/[\s,.，。、!！]+$/, '');
      const isEcho = core.length >= 2 && said.includes(core);
      return isEcho ? [{ kind, turn, start: 0, end: core.length }] : [];
    });
}
