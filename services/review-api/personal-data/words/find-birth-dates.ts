import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';

const CUE = /出生|生日|生于|生辰|\bborn\b|birth|\bdob\b|\bd\.o\.b/;
const CUE_AFTER = /^(?:出生|生的|生人)/;
const BEFORE = 48;
const CHINESE_YEAR = '(?:\\d{4}|\\d{2}|[零〇一二三四五六七八九]{4}|[零〇一二三四五六七八九]{2})';
const CHINESE_PART = '(?:\\d{1,2}|[初一二三四五六七八九十廿]{1,3})';
const CHINESE = new RegExp(
  `${CHINESE_YEAR}(?:年[ ,，]?(?:${CHINESE_PART}月 ?(?:${CHINESE_PART}[日号]?)?)?|([./-])${CHINESE_PART}\\1${CHINESE_PART}(?!\\d))`,
  'g',
);
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY =
  '(?:\\d{1,2}(?:st|nd|rd|th)?|(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)';
const NUMBER_WORD =
  '(?:oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\\b';
const TENS = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
const YEAR = `(?:\\d{4}|['’]?\\d{2}|(?:nineteen|twenty|two thousand)(?: hundred)?(?: and)?(?:[ -]${NUMBER_WORD}){0,2}|${TENS}(?:[ -]${NUMBER_WORD})?)`;
const YEAR_AFTER = `(?:,? (?:of )?(?:in )?${YEAR})?`;
const ENGLISH = new RegExp(
  `\\b(?:${MONTH} (?:the )?${DAY}${YEAR_AFTER}|(?:the )?${DAY}(?: of)? ${MONTH}${YEAR_AFTER}|\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2}))(?![\\d/])`,
  'g',
);

/** Dates of birth: dates that are asked for or named as such; every other date is left. */
export function findBirthDates({ folded }: Pick<HeardText, 'folded'>): FoundData[] {
  return [CHINESE, ENGLISH].flatMap((pattern) =>
    [...folded.matchAll(pattern)].flatMap(({ 0: date, index }) => {
      const end = index + date.trimEnd().length;
      const isNamed =
        CUE.test(folded.slice(Math.max(0, index - BEFORE), index)) ||
        CUE_AFTER.test(folded.slice(end, end + 3));
      return isNamed ? [{ kind: 'birth_date' as const, start: index, end }] : [];
    }),
  );
}
