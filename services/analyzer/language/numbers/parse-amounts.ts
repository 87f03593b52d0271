import { foldUnits } from '../characters.ts';
import { type LatinWord, latinWords } from '../latin-words.ts';
import type { Amount, LocalMoney } from './amount.ts';
import { readChineseAmount } from './chinese-amounts.ts';
import { readEnglishAmount } from './english-amounts.ts';

const NUMBER_START = /[\d几数一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]/;
const INSIDE_NUMBER = /[\d.,]/;
const MAINLAND: LocalMoney = { yuan: 'CNY', dollar: 'USD' };

/** Runs of words that only spaces and hyphens part: a number in words does not go on behind a comma. */
const wordRuns = (text: string): LatinWord[][] => {
  const runs: LatinWord[][] = [];
  for (const word of latinWords(text)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && /^[ -]+$/.test(text.slice(last.end, word.start)))
      run.push(word);
    else runs.push([word]);
  }
  return runs;
};

const chineseAmounts = (text: string, local: LocalMoney): Amount[] => {
  const amounts: Amount[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!NUMBER_START.test(text[at] ?? '')) continue;
    if (/\d/.test(text[at] ?? '') && INSIDE_NUMBER.test(text[at - 1] ?? '')) continue;
    const read = readChineseAmount(text, at, local);
    if (read === null) continue;
    if ('skipTo' in read) at = Math.max(at, read.skipTo - 1);
    else {
      amounts.push(read);
      at = read.end - 1;
    }
  }
  return amounts;
};

const englishAmounts = (text: string, local: LocalMoney): Amount[] => {
  const amounts: Amount[] = [];
  for (const words of wordRuns(text)) {
    for (let at = 0; at < words.length; at += 1) {
      const read = readEnglishAmount(words, at, local);
      if (read === null) continue;
      if ('amount' in read) amounts.push(read.amount);
      at = read.next - 1;
    }
  }
  return amounts;
};

/**
 * Finds the amounts of money in a text, spoken or written, Chinese or English, ordered by place. Without a named currency a number
 * counts as money (`isBare`) from a hundred up when no measure word, date, share or identifier claims it; rules decide by what stands
 * around it.
 *
 * @param text original text; offsets are its UTF-16 units
 * @param local what 块 and dollars mean there; by default CNY and USD
 */
export const parseAmounts = (text: string, local: LocalMoney = MAINLAND): Amount[] => {
  const folded = foldUnits(text);
  const amounts = chineseAmounts(folded, local);
  const isApart = (one: Amount) => amounts.every((other) => one.end <= other.start || one.start >= other.end);
  // "3 hundred" is read with its digits.
  const inWords = englishAmounts(folded, local).filter(isApart);
  return [...amounts, ...inWords].sort((a, b) => a.start - b.start);
};
