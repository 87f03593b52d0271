import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';

const STREET =
  /\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|terrace|circle|way|close|crescent|gardens|square|highway|parkway|row|mews|grove)\b\.?/g;
const ONES = 'one|two|three|four|five|six|seven|eight|nine|oh';
const TENS =
  'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred';
const HOUSE = new RegExp(`(?:\\b\\d{1,6}[a-z]?|\\b(?:${ONES}|${TENS})(?:[ -](?:${ONES}|${TENS})){0,3})$`);
const NO_NAME = new Set(
  "the a an with at be add listen now you i we he she it they that's it's i'm what's there's get got have pay owe way down on in my your our his her their this that same other next of to for at and is was over through across off from miles minutes blocks people by out all no any".split(
    ' ',
  ),
);
const MOST_WORDS = 4;
const UNIT_BEFORE =
  /(?:flat|apartment|apt|unit|suite) ?#?(?:\d{1,4}[a-z]?|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten),? $/;
const UNIT_AFTER = /^,? ?(?:(?:apt|apartment|unit|suite|flat|#)\.? ?#?\w{1,5})/;
const TOWN = /^,? (?:[A-Z][a-z]+)(?: [A-Z][a-z]+){0,2}(?=,| [A-Z]{1,2}\d| [A-Z]{2} \d)/;
const STATE_ZIP = /^,? (?:[A-Z]{2})? ?\d{5}(?:-\d{4})?\b/;
const POSTCODE_UK = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b/g;
const POSTCODE_AFTER = /^,? ?[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b/i;
const NAMED_POSTCODE = /post ?code(?: is|'s)?:? ([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\b/g;
const BOX = /\bp\.? ?o\.? box \d{1,6}/g;

const before = (text: string, at: number, reach: number) => text.slice(Math.max(0, at - reach), at);

/** US and UK postal addresses: a house number and a street, with flat, town, state and code; post boxes and UK postcodes. */
export function findEnglishAddresses({ text, folded }: Pick<HeardText, 'text' | 'folded'>): FoundData[] {
  const found: FoundData[] = [];
  const put = (start: number, end: number) => {
    const last = found.at(-1);
    if (last === undefined || start >= last.end) found.push({ kind: 'address', start, end });
  };
  for (const { 0: street, index } of folded.matchAll(STREET)) {
    const start = houseBefore(folded, index);
    if (start !== null) put(start, extendRight(text, folded, index + street.replace(/\.$/, '').length));
  }
  for (const { 0: code, index } of text.matchAll(POSTCODE_UK))
    found.push({ kind: 'address', start: index, end: index + code.length });
  for (const { 0: all, 1: code = '', index } of folded.matchAll(NAMED_POSTCODE))
    found.push({ kind: 'address', start: index + all.length - code.length, end: index + all.length });
  for (const { 0: box, index } of folded.matchAll(BOX))
    found.push({ kind: 'address', start: index, end: index + box.length });
  return found;
}

/** Where the house number before a street's name starts; null when there is none. */
function houseBefore(folded: string, street: number): number | null {
  let at = street;
  for (let words = 0; words <= MOST_WORDS; words += 1) {
    const left = before(folded, at, 60).trimEnd();
    const end = at - (before(folded, at, 60).length - left.length);
    if (words > 0) {
      const house = HOUSE.exec(left)?.[0];
      if (house !== undefined) {
        const start = end - house.length;
        return start - (UNIT_BEFORE.exec(before(folded, start, 24))?.[0].length ?? 0);
      }
    }
    const word = /(?:[a-z0-9'-]+|\b[a-z]{1,2}\.)$/.exec(left)?.[0] ?? '';
    if (word === '' || NO_NAME.has(word)) return null;
    at = end - word.length;
  }
  return null;
}

function extendRight(text: string, folded: string, from: number): number {
  let end = from;
  const take = (length: number | undefined) => {
    end += length ?? 0;
  };
  take(UNIT_AFTER.exec(folded.slice(end, end + 24))?.[0].length);
  take(TOWN.exec(text.slice(end, end + 60))?.[0].length);
  take(STATE_ZIP.exec(text.slice(end, end + 20))?.[0].length);
  take(POSTCODE_AFTER.exec(text.slice(end, end + 12))?.[0].length);
  return end;
}
