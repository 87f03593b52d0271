/** A number read at a place of a text: it means something from `low` to `high`. */
export interface Numeral {
  readonly end: number;
  readonly low: number;
  readonly high: number;
  /** Said as about: 几千, 三万多, 两三千, 百八十. */
  readonly isApproximate: boolean;
  /** Written in digits, at least in part. */
  readonly isWritten: boolean;
  /** The last unit said (一万二: 10,000); 1 where none was. */
  readonly lastUnit: number;
}

const DIGITS: ReadonlyMap<string, number> = new Map(
  [...'零一二三四五六七八九', ...'零壹贰叁肆伍陆柒捌玖'].map((digit, index) => [digit, index % 10]),
);
const UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
  ['仟', 1000],
  ['万', 10_000],
  ['w', 10_000],
  ['亿', 100_000_000],
]);

const DIGIT = '[一二三四五六七八九壹贰叁肆伍陆柒捌玖]';
const PAIR = '一二|二三|三四|四五|五六|六七|七八|八九|三五';
const COUNT = `(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|几|数(?=[十百千万])|${DIGIT}点${DIGIT}(?=[万千亿])|${PAIR}|${DIGIT}`;
// A recogniser's pause may part the places of a number: 一万二千 八百.
const PAUSE = `(?:[ 呃]{1,3}(?=(?:${DIGIT})[十百千]))?`;
// 两百来块 is about two hundred, 拿两百来 is not.
const MORE = '多|余|来(?=[块元万亿个天年人])';
const place = (units: string) => `(?:(${COUNT})${units}(${MORE})?${PAUSE}(零)?)?`;
/** One section below ten thousand: count, more and zero of thousands, hundreds, tens; then the ones. */
const SECTION = new RegExp(
  `(零)?${place('[千仟]')}${place('[百佰]')}(?:(${COUNT})?([十拾])(${MORE})?${PAUSE}(零)?)?(${COUNT})?`,
  'y',
);
const LARGE = new RegExp(`([万亿]|w(?![a-z]))(${MORE})?${PAUSE}`, 'y');

interface Range {
  readonly low: number;
  readonly high: number;
}

const NOTHING: Range = { low: 0, high: 0 };
const plus = (a: Range, b: Range): Range => ({ low: a.low + b.low, high: a.high + b.high });
const times = (a: Range, by: number): Range => ({ low: a.low * by, high: a.high * by });

const rangeOf = (count: string): Range => {
  if (count === '几' || count === '数') return { low: 2, high: 9 };
  if (/^\d/.test(count))
    return plus(NOTHING, { low: Number(count.replaceAll(',', '')), high: Number(count.replaceAll(',', '')) });
  const first = DIGITS.get(count[0] ?? '') ?? 0;
  const last = DIGITS.get(count.at(-1) ?? '') ?? 0;
  if (count[1] === '点') return { low: first + last / 10, high: first + last / 10 };
  return { low: first, high: last };
};

interface Section {
  readonly end: number;
  readonly range: Range;
  readonly lastUnit: number;
  /** What stands after the last unit, to be read as a continuation (一百五) unless 零 came before. */
  readonly rest: Range;
  readonly isLiteral: boolean;
}

const readSection = (text: string, at: number): Section | null => {
  SECTION.lastIndex = at;
  const found = SECTION.exec(text);
  if (found === null || found[0] === '') return null;
  const [all, zero, thousands, t, tz, hundreds, h, hz, tens, ten, d, dz, ones] = found;
  let range = NOTHING;
  let lastUnit = 1;
  let isLiteral = zero !== undefined;
  const add = (
    count: string | undefined,
    unit: number,
    more: string | undefined,
    isZero: string | undefined,
  ) => {
    if (count === undefined) return;
    range = plus(range, times(rangeOf(count), unit));
    if (more !== undefined) range = plus(range, { low: 0, high: unit });
    lastUnit = unit;
    isLiteral = isZero !== undefined;
  };
  add(thousands, 1000, t, tz);
  add(hundreds, 100, h, hz);
  add(ten === undefined ? undefined : (tens ?? '一'), 10, d, dz);
  const rest = ones === undefined ? NOTHING : rangeOf(ones);
  return { end: at + all.length, range, lastUnit, rest, isLiteral: isLiteral || lastUnit === 10 };
};

/** 百八十, 千八百, 万八千: from the unit up to the whole; 百十来, 百把, 千多: about it. A bare unit alone (千万别) is no number. */
const readBareUnit = (text: string, at: number): Numeral | null => {
  const unit = UNITS.get(text[at] ?? '') ?? 0;
  if (unit < 100) return null;
  const about = { low: unit, isApproximate: true, isWritten: false, lastUnit: unit };
  const digit = DIGITS.get(text[at + 1] ?? '') ?? 0;
  if (digit > 0 && (UNITS.get(text[at + 2] ?? '') ?? 0) * 10 === unit) {
    return { ...about, end: at + 3, high: unit + (digit * unit) / 10 };
  }
  // Cantonese 萬八蚊; 万一 (in case) is none.
  if (digit > 1 && /^(?:$|[蚊块元银啦喔]|[^\p{L}\p{N}])/u.test(text.slice(at + 2, at + 3))) {
    const value = unit + (digit * unit) / 10;
    return { ...about, end: at + 2, low: value, high: value, isApproximate: false };
  }
  const follows = /^(?:把|十[来多]|[多来])/.exec(text.slice(at + 1, at + 3))?.[0];
  return follows === undefined ? null : { ...about, end: at + 1 + follows.length, high: unit * 2 };
};

/**
 * Reads a Chinese numeral that has a unit or written digits: 一万两千八百五 (a last digit continues the units: 12,850), 一千零五, 十来万,
 * 三万多, 两三千, 1.2万, 3千5, 12,850.40. Digit strings (六零三) are none; see parse-digits.ts.
 *
 * @param text folded by `foldUnits`
 */
export const readChineseNumeral = (text: string, start: number): Numeral | null => {
  const bare = readBareUnit(text, start);
  if (bare !== null) return bare;
  let total = NOTHING;
  let lastUnit = 1;
  let end = start;
  for (let section = readSection(text, start); section !== null; section = readSection(text, end)) {
    if (lastUnit === 1 && section.range.high === 0 && section.rest.high === 0) break;
    const continued = section.lastUnit > 1 ? section.lastUnit : lastUnit;
    LARGE.lastIndex = section.end;
    const large = LARGE.exec(text);
    const unit = UNITS.get(large?.[1] ?? '') ?? 1;
    const isLast = large === null || (lastUnit > 1 && unit >= lastUnit);
    const step =
      section.isLiteral || continued === 1 || (!isLast && section.lastUnit === 1) ? 1 : continued / 10;
    const value = plus(section.range, times(section.rest, step));
    if (isLast || large === null) {
      total = plus(total, value);
      lastUnit = continued;
      end = section.end;
      break;
    }
    total = plus(total, times(value, unit));
    if (large[2] !== undefined) total = plus(total, { low: 0, high: unit });
    lastUnit = unit;
    end = section.end + large[0].length;
  }
  const isWritten = /\d/.test(text.slice(start, end));
  if (end === start || (lastUnit === 1 && !isWritten)) return null;
  return { end, ...total, isApproximate: total.low !== total.high, isWritten, lastUnit };
};
