import { type Amount, amountOf, type LocalMoney } from './amount.ts';
import { type Numeral, readChineseNumeral } from './chinese-numeral.ts';
import { currencyAfter, currencyBefore } from './currency.ts';

const ONES = '零一二三四五六七八九';
const CHANGE =
  /零?(?:([一二三四五六七八九\d])[毛角](?:([一二三四五六七八九\d])分?)?|([一二三四五六七八九\d])分|(半)|([一二三四五六七八九])(?=$|[^\p{L}\p{N}]|[钱多的了吧啊呢吗嘛整]))/uy;
const COINS = /([一二三四五六七八九\d])(?:([毛角])(?:([一二三四五六七八九\d])分?)?(?:钱)?|分钱)/y;
const COUNT = /(?:一二|二三|三四|四五|五六|六七|七八|八九|三五|[一二三四五六七八九])/y;
/** 一块儿, 一块交: together. */
const TOGETHER = /^一块(?:儿|(?![钱零半的了吧啊呢吗嘛一二三四五六七八九多])\p{L})/u;
const ABOUT_BEFORE = /(?:大概|差不多|大约|将近|接近|不到|最多|至少|起码|超过|[约近快])$/;
const ABOUT_AFTER = /^(?:钱)?(?:左右|上下|出头|朝上|往上|以上|开外|以内)/;
const RANGE = / ?[到至~—–-] ?/y;
/** What may stand before a number that is no money: 第一百, 尾号, 打12378, 10:30. */
const OTHER_BEFORE = /(?:[第#.:/-]|尾号|工号|卡号|编号|[后末][四六]位|号码|[打拨]|[a-z])$/;
/** A measure word: the number counts something else. */
const MEASURE =
  /^ ?(?:[个天日号月年岁点秒期次回遍趟户位张条笔封件套台辆层楼栋米斤克度页倍折%:/-]|小时|分钟|公里|周(?![一二三四五六日末])|人(?!家)|家(?!里|人)|[a-z])/;
const NO_MEASURE = /^(?:月[底初中末供息]|年[底前后息化]|天天|个人|点[钱儿])/;
const DATE = /^[号日月点]/;
const DAY = /^(?:[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])$/;
const ENGLISH_UNIT = / ?(k|hundred|thousand|grand|million)(?![a-z])/y;
const ENGLISH_UNITS: ReadonlyMap<string, number> = new Map([
  ['k', 1000],
  ['hundred', 100],
  ['thousand', 1000],
  ['grand', 1000],
  ['million', 1_000_000],
]);
const SMALLEST_BARE = 100;
const MOST_DIGITS = 7;

const digit = (found: string | undefined) =>
  found === undefined ? 0 : ONES.includes(found) ? ONES.indexOf(found) : Number(found);
const isOther = (text: string, end: number) =>
  MEASURE.test(text.slice(end, end + 3)) && !NO_MEASURE.test(text.slice(end, end + 2));

/** A numeral, or one or two plain digits, which count only where a currency or a range follows. */
const readCount = (text: string, at: number): Numeral | null => {
  const numeral = readChineseNumeral(text, at);
  if (numeral !== null) return numeral;
  COUNT.lastIndex = at;
  const found = COUNT.exec(text)?.[0];
  if (found === undefined || ONES.includes(text[at + found.length] ?? '.')) return null;
  const [low, high] = [digit(found[0]), digit(found.at(-1))];
  return { end: at + found.length, low, high, isApproximate: low !== high, isWritten: false, lastUnit: 1 };
};

/** 三到五千, 10-20万, 3000至5000: the first number takes the unit of the second where it has none. */
const withRange = (text: string, first: Numeral): Numeral => {
  RANGE.lastIndex = first.end;
  const joint = RANGE.exec(text)?.[0];
  const second = joint === undefined ? null : readCount(text, first.end + joint.length);
  if (second === null) return first;
  const isShort = first.lastUnit === 1 && second.lastUnit > 1 && first.low * second.lastUnit <= second.high;
  const low = isShort ? first.low * second.lastUnit : first.low;
  return low < second.high ? { ...second, low, isApproximate: true } : first;
};

/** 3000多, 500来: up to the next step of its last place that is not zero. */
const withMore = (text: string, number: Numeral): Numeral => {
  if (!number.isWritten || !/^[多来余]/.test(text.slice(number.end, number.end + 1)) || number.low < 10)
    return number;
  const step = 10 ** (/0*$/.exec(String(Math.trunc(number.low)))?.[0].length ?? 0);
  return { ...number, end: number.end + 1, high: number.low + step, isApproximate: true };
};

/** 5k, 2 grand, 1.5 million. A 401k is a pension. */
const withEnglishUnit = (text: string, number: Numeral): Numeral => {
  if (!number.isWritten || number.lastUnit > 1 || number.low === 401) return number;
  ENGLISH_UNIT.lastIndex = number.end;
  const found = ENGLISH_UNIT.exec(text);
  const unit = ENGLISH_UNITS.get(found?.[1] ?? '');
  if (found === null || unit === undefined) return number;
  const [low, high] = [number.low * unit, number.high * unit];
  return { ...number, end: number.end + found[0].length, low, high, lastUnit: unit };
};

/** 三千二十号: the amounts that leave a day or month behind, the longest day first. */
const beforeDate = (text: string, start: number, end: number): Numeral[] => {
  const found: Numeral[] = [];
  for (let cut = start + 2; cut < end; cut += 1) {
    const head = readChineseNumeral(text.slice(0, cut), start);
    if (DAY.test(text.slice(cut, end)) && head?.end === cut && head.low >= SMALLEST_BARE) found.push(head);
  }
  return found;
};

const changeAfter = (text: string, at: number): { value: number; end: number } => {
  CHANGE.lastIndex = at;
  const found = CHANGE.exec(text);
  if (found === null) return { value: 0, end: at };
  const [all, tenths, hundredths, onlyHundredths, half, bare] = found;
  const value =
    digit(tenths ?? bare) / 10 + digit(hundredths ?? onlyHundredths) / 100 + (half === undefined ? 0 : 0.5);
  return { value, end: at + all.length };
};

const readCoins = (text: string, at: number, local: LocalMoney): Amount | null => {
  COINS.lastIndex = at;
  const found = COINS.exec(text);
  if (found === null) return null;
  const [all, first, isTenths, second] = found;
  const value = digit(first) / (isTenths === undefined ? 100 : 10) + digit(second) / 100;
  const place = { start: at, end: at + all.length };
  return amountOf(place, { low: value, high: value }, { currency: local.yuan, isApproximate: false });
};

const readBare = (text: string, start: number, number: Numeral, isAbout: boolean): Amount | null => {
  if (number.low < SMALLEST_BARE || OTHER_BEFORE.test(text.slice(Math.max(0, start - 4), start))) return null;
  if (number.isWritten && number.lastUnit === 1 && number.low >= 10 ** MOST_DIGITS) return null;
  const said = { currency: null, isApproximate: isAbout };
  if (!isOther(text, number.end)) return amountOf({ start, end: number.end }, number, said);
  const heads = DATE.test(text[number.end] ?? '') ? beforeDate(text, start, number.end) : [];
  const [likeliest] = heads;
  if (likeliest === undefined) return null;
  const candidates = heads.map(({ low }) => low);
  const range = { low: Math.min(...candidates), high: Math.max(...candidates) };
  return { ...amountOf({ start, end: likeliest.end }, range, said), candidates };
};

/**
 * Reads the amount that starts at a place of folded text, or says how far to go on where a number stands that is none (三个月,
 * 百分之五, 第一百). Null where no number starts.
 */
export const readChineseAmount = (
  text: string,
  at: number,
  local: LocalMoney,
): Amount | { skipTo: number } | null => {
  const count = readCount(text, at);
  const coins = count === null || count.lastUnit === 1 ? readCoins(text, at, local) : null;
  if (coins !== null) return coins;
  if (TOGETHER.test(text.slice(at, at + 3))) return { skipTo: at + 2 };
  const share = /^(?:[十百千万]|万[万亿])分之/.exec(text.slice(at, at + 4))?.[0];
  if (share !== undefined) return { skipTo: readCount(text, at + share.length)?.end ?? at + share.length };
  if (count === null) return null;
  const number = withEnglishUnit(text, withMore(text, withRange(text, count)));
  const before = currencyBefore(text, at, local);
  const after = currencyAfter(text, number.end, local);
  const currency = after?.currency ?? before?.currency ?? null;
  const start = before?.start ?? at;
  const isAbout =
    number.isApproximate ||
    ABOUT_BEFORE.test(text.slice(Math.max(0, start - 3), start)) ||
    ABOUT_AFTER.test(text.slice(after?.end ?? number.end, (after?.end ?? number.end) + 3));
  if (currency === null) return readBare(text, start, number, isAbout) ?? { skipTo: number.end };
  const change = after === null ? { value: 0, end: number.end } : changeAfter(text, after.end);
  const range = { low: number.low + change.value, high: number.high + change.value };
  return amountOf({ start, end: change.end }, range, { currency, isApproximate: isAbout });
};
