import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayOf } from '../../../../services/analyzer/scoring/dates/calendar.ts';
import { parseChineseDueDates } from '../../../../services/analyzer/scoring/dates/chinese-due-dates.ts';
import { parseEnglishDueDates } from '../../../../services/analyzer/scoring/dates/english-due-dates.ts';

/** A Wednesday. */
const TODAY = { day: dayOf('2026-11-25') };

const chinese = (text: string) =>
  parseChineseDueDates(text, TODAY).flatMap(({ date, time, kind }) => (kind === 'day' ? [[date, time]] : []));
const english = (text: string, dayFirst = false) =>
  parseEnglishDueDates(text, TODAY, dayFirst).flatMap(({ date, time, kind }) =>
    kind === 'day' ? [[date, time]] : [],
  );

describe('Chinese due dates', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['今天下午三点前', '2026-11-25', '15:00'],
    ['今晚八点前', '2026-11-25', '20:00'],
    ['明天中午十二点以前', '2026-11-26', '12:00'],
    ['后天', '2026-11-27', null],
    ['大后天', '2026-11-28', null],
    ['过两天', '2026-11-27', null],
    ['月底', '2026-11-30', null],
    ['下周五发工资', '2026-12-04', null],
    ['这周日', '2026-11-29', null],
    ['十五号', '2026-12-15', null],
    ['二十五號', '2026-11-25', null],
    ['下个月五号之前', '2026-12-05', null],
    ['12月5号', '2026-12-05', null],
    ['六月份', '2027-06-30', null],
    ['半个月内', '2026-12-10', null],
    ['两个礼拜之内', '2026-12-09', null],
    ['2027-01-03', '2027-01-03', null],
  ];
  for (const [said, date, time] of cases)
    it(`${said} is ${date} ${time ?? ''}`, () => assert.deepEqual(chinese(said), [[date, time]]));

  it('leaves out past days, amounts, durations and what names no day', () => {
    for (const said of ['昨天还了', '上个月十五号', '逾期三十天了', '三点五万', '还一点', '过几天吧', '每天'])
      assert.deepEqual(chinese(said), [], said);
  });

  it('tells payday and a clock time alone apart from days', () => {
    const kinds = parseChineseDueDates('发工资就还，下午三点', TODAY).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['payday', 'clock']);
  });
});

describe('English due dates', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['half on Friday', '2026-11-27', null],
    ['next Friday', '2026-12-04', null],
    ['by the end of the month', '2026-11-30', null],
    ['the 15th', '2026-12-15', null],
    ['on the thirty-first', '2026-12-31', null],
    ['the first of the month', '2026-12-01', null],
    ['tomorrow before noon', '2026-11-26', '12:00'],
    ['by five p.m. tomorrow', '2026-11-26', '17:00'],
    ['in two weeks', '2026-12-09', null],
    ['within ten days', '2026-12-05', null],
    ['December fifth', '2026-12-05', null],
    ['a week from Monday', '2026-12-07', null],
    ['12/4', '2026-12-04', null],
  ];
  for (const [said, date, time] of cases)
    it(`${said} is ${date} ${time ?? ''}`, () => assert.deepEqual(english(said), [[date, time]]));

  it('reads the day first where the country does', () =>
    assert.deepEqual(english('4/12', true), [['2026-12-04', null]]));

  it('leaves out past days and ordinals of other things', () => {
    for (const said of ['last Friday', 'two weeks ago', 'since March', 'the first payment', 'I may pay'])
      assert.deepEqual(english(said), [], said);
  });
});
