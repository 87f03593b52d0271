import type { Currency, LocalMoney } from './amount.ts';

type Meaning = Currency | keyof LocalMoney;

const AFTER: ReadonlyArray<readonly [pattern: RegExp, meaning: Meaning]> = [
  [/ ?(?:美元|美金|美刀|刀(?!片|子|具))/y, 'USD'],
  [/ ?(?:港币|港元|港纸|蚊)/y, 'HKD'],
  [/ ?(?:新台币|台币)/y, 'TWD'],
  [/ ?(?:欧元|euros?\b)/y, 'EUR'],
  [/ ?(?:英镑|pounds?\b|quid\b)/y, 'GBP'],
  [/ ?(?:日元|日币)/y, 'JPY'],
  [/ ?(?:人民币|rmb\b|cny\b)/y, 'CNY'],
  [/ ?(?:块钱|块|元|圆)/y, 'yuan'],
  [/ ?(?:dollars?\b|bucks?\b)/y, 'dollar'],
];
const BEFORE: ReadonlyArray<readonly [pattern: RegExp, meaning: Meaning]> = [
  [/(?:us\$|usd|美元|美金) ?$/, 'USD'],
  [/(?:hk\$|hkd|港币|港元) ?$/, 'HKD'],
  [/(?:nt\$|twd|新台币|台币) ?$/, 'TWD'],
  [/(?:£|gbp|英镑) ?$/, 'GBP'],
  [/(?:€|eur|欧元) ?$/, 'EUR'],
  [/(?:¥|rmb|cny|人民币) ?$/, 'CNY'],
  [/\$ ?$/, 'dollar'],
];
const LONGEST_BEFORE = 6;

const resolve = (meaning: Meaning, local: LocalMoney): Currency =>
  meaning === 'yuan' || meaning === 'dollar' ? local[meaning] : meaning;

/** A currency named right behind a number that ends at `at`, and where its name ends. */
export const currencyAfter = (
  text: string,
  at: number,
  local: LocalMoney,
): { currency: Currency; end: number } | null => {
  for (const [pattern, meaning] of AFTER) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return { currency: resolve(meaning, local), end: at + found[0].length };
  }
  return null;
};

/** A currency named right before a number that starts at `at`, and where its name starts. */
export const currencyBefore = (
  text: string,
  at: number,
  local: LocalMoney,
): { currency: Currency; start: number } | null => {
  const before = text.slice(Math.max(0, at - LONGEST_BEFORE), at);
  for (const [pattern, meaning] of BEFORE) {
    const found = pattern.exec(before);
    if (found !== null) return { currency: resolve(meaning, local), start: at - found[0].length };
  }
  return null;
};
