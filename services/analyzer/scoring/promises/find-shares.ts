import { foldUnits } from '../../language/characters.ts';
import type { MoneyMention } from './mention.ts';

/** A part of the debt said in words, at `[start, end)` of the text given. */
export interface Share {
  readonly start: number;
  readonly end: number;
  readonly basis: MoneyMention['basis'];
  readonly value: number | null;
}

const DIGITS = '零一二三四五六七八九十';
const ENGLISH = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const EN_COUNT = '(?:\\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const ZH_COUNT = '(?:\\d{1,2}|十[一二]?|[二三四五六七八九])';

const numberOf = (said: string): number => {
  if (/^\d/.test(said)) return Number(said);
  const english = ENGLISH.indexOf(said);
  if (english >= 0) return english;
  const [tens = '', ones = ''] = said.split(/[ -]/);
  if (TENS.includes(tens)) return (TENS.indexOf(tens) + 2) * 10 + Math.max(0, ENGLISH.indexOf(ones));
  if (said.length === 1) return DIGITS.indexOf(said);
  const [ten, one] = said.split('十');
  return (ten ? DIGITS.indexOf(ten) : 1) * 10 + (one ? DIGITS.indexOf(one) : 0);
};

type Read = (groups: Readonly<Record<string, string | undefined>>) => Pick<Share, 'basis' | 'value'> | null;

const fraction = (
  part: string | undefined,
  whole: string | undefined,
): Pick<Share, 'basis' | 'value'> | null => {
  const [top, bottom] = [numberOf(part ?? ''), numberOf(whole ?? '')];
  return top > 0 && bottom > top ? { basis: 'share', value: top / bottom } : null;
};
const payments = (said: string | undefined): Pick<Share, 'basis' | 'value'> | null => {
  const count = numberOf(said ?? '');
  return count >= 2 ? { basis: 'instalment', value: count } : null;
};
const constant =
  (basis: MoneyMention['basis'], value: number | null): Read =>
  () => ({ basis, value });

const CHINESE: readonly (readonly [string, Read])[] = [
  [`(?<bottom>${ZH_COUNT})分之(?<top>[一二三四五六七八九])`, ({ top, bottom }) => fraction(top, bottom)],
  [
    '百分之(?<percent>\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?)',
    ({ percent }) => fraction(percent, '100'),
  ],
  [`分成?(?<count>${ZH_COUNT})(?:期|个月|次|笔)`, ({ count }) => payments(count)],
  ['最低(?:还款额?|的|额度?)?(?!生活|工资|消费|保障|生)', constant('minimum', null)],
  ['剩下的?|剩余的?|余下的?|其余的?|尾款|余款', constant('rest', null)],
  [
    '全额|全部|全款|一次性|一把清|一把还|全都?[还清给结]|都[还结付]|[还付结交清]清(?!证明)|结清(?!证明)|一笔[还清]|清掉|还完',
    constant('full', 1),
  ],
  ['一半|半数|[还付转先]半', constant('share', 0.5)],
];

const ENGLISH_SHARES: readonly (readonly [string, Read])[] = [
  [
    `(?<count>${EN_COUNT}) (?:equal )?(?:monthly |weekly )?(?:payments|installments|instalments)|split (?:it |that |this )?(?:up )?(?:in|into|over) (?<split>${EN_COUNT})`,
    ({ count, split }) => payments(count ?? split),
  ],
  [
    '(?<percent>\\d{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: five)?) ?(?:percent|%)',
    ({ percent }) => fraction(percent, '100'),
  ],
  ['two thirds', constant('share', 2 / 3)],
  ['three quarters', constant('share', 0.75)],
  ['(?:a|one) third', constant('share', 1 / 3)],
  ['(?:a|one) quarter(?! (?:past|to))', constant('share', 0.25)],
  ['the minimum|minimum payment|minimum', constant('minimum', null)],
  [
    "the rest|(?:the )?other half|the remainder|the remaining(?: balance)?|what'?s left",
    constant('rest', null),
  ],
  [
    'in full|full (?:amount|balance|payment|thing)|the full|(?:the )?whole (?:thing|amount|balance|lot|bill)|the whole|all of it|the entire|the lot|pay (?:it|that|this|the balance|the account) off|pay off|pay (?:it|that|this|you) all|everything i owe',
    constant('full', 1),
  ],
  ['(?:a |one )?half(?! (?:past|an|a|hour|the time|of them))', constant('share', 0.5)],
];

/** Bare small numbers count as money only behind a verb of paying. */
const SMALL_ENGLISH =
  /(?<![a-z])(?:pay|do|send|make|afford|manage|put|spare|swing|cover|least|say|about|like)(?: (?:you|about|maybe|down|like|at least|just|another|you guys))? (?<small>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: (?:one|two|three|four|five|six|seven|eight|nine))?|[1-9]\d)(?![\d,.:/]|[a-z]| (?:days?|weeks?|percent|months?|minutes?|hundred|thousand|grand|pounds|dollars|bucks|quid|years?|payments|installments|%))/gu;
const SMALL_LEADING =
  /(?:^|[.,!?] *(?:and |so |ok |okay |well )?)(?<small>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: five)?|[1-9]\d)(?= (?:i can|i could|is fine|is good|works|would|a month|a week|per|each|every|on|today|tomorrow))/gu;
const SMALL_CHINESE =
  /(?:还|付|转|存|打|交|先)(?:个|上|你|给你)?(?<small>[1-9]\d|[二三四五六七八九]十[一二三四五六七八九]?)(?![\d号天日月期点个百千万块元岁分:.])/gu;

/** Characters without which no Chinese pattern holds. */
const HOLDS_A_SHARE = /[分最剩余其尾全一都还付结清半转存打交先]/u;

const compile = (patterns: readonly (readonly [string, Read])[], boundary: string) =>
  patterns.map(([source, read]) => ({
    pattern: new RegExp(boundary + foldUnits(`(?:${source})`), 'gu'),
    read,
  }));
const ZH_PATTERNS = compile(CHINESE, '');
const EN_PATTERNS = compile(ENGLISH_SHARES, '(?<![a-z\\d])');

/**
 * The parts of a debt that a text names: half, 三分之一, 全额, the rest, 最低还款, 分三期, 30 percent; and small bare amounts behind a
 * verb of paying ("I can do fifty"). Ordered by place; where two overlap, the first kind listed wins.
 */
export const findShares = (text: string, language: 'zh' | 'en'): Share[] => {
  const folded = foldUnits(text);
  if (language === 'zh' && !HOLDS_A_SHARE.test(folded)) return [];
  const found: Share[] = [];
  const add = (share: Share) => {
    if (found.every(({ start, end }) => share.end <= start || share.start >= end)) found.push(share);
  };
  for (const { pattern, read } of language === 'zh' ? ZH_PATTERNS : EN_PATTERNS) {
    for (const { 0: all, index, groups = {} } of folded.matchAll(pattern)) {
      const share = read(groups);
      if (share) add({ start: index, end: index + all.length, ...share });
    }
  }
  for (const pattern of language === 'zh' ? [SMALL_CHINESE] : [SMALL_ENGLISH, SMALL_LEADING]) {
    for (const { 0: all, index, groups = {} } of folded.matchAll(pattern)) {
      const small = groups.small ?? '';
      const start = index + all.lastIndexOf(small);
      const value = language === 'zh' ? numberOf(small) : numberOf(small.replace('-', ' '));
      add({ start, end: start + small.length, basis: 'stated', value });
    }
  }
  return found.sort((a, b) => a.start - b.start);
};
