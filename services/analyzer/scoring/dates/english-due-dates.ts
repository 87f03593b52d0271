import { foldUnits } from '../../language/characters.ts';
import {
  type Anchor,
  addMonths,
  clockOf,
  type Day,
  dateOf,
  dayOfMonth,
  monthEnd,
  nextDate,
  nextDayOfMonth,
  nextWeekday,
  weekdayIn,
  yearEnd,
} from './calendar.ts';
import type { DueDate } from './due-date.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?';
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const WEEKDAY = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|thurs|fri)';
const ONES = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(
    ' ',
  );
const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|${ORDINALS.slice(1, 21).reverse().join('|')}|thirtieth)`;
const COUNT =
  '(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple(?: of)?|couple(?: of)?|a|an)';
/** "the first payment" is no day. */
const NOT_A_DAY =
  '(?! (?:time|one|floor|payment|payments|thing|week|month|person|party|place|half|part|call|letter|notice|bill|of|installment|account|name|line|four|two|three|five|digits|person))';

const ordinalOf = (said: string): number => {
  const digits = /^\d+/.exec(said)?.[0];
  return digits === undefined ? ORDINALS.indexOf(said.replace(' ', '-')) : Number(digits);
};
const countOf = (said: string): number => {
  if (/^\d/.test(said)) return Number(said);
  if (said.includes('couple')) return 2;
  return said === 'a' || said === 'an' ? 1 : ONES.indexOf(said);
};
const monthOf = (said: string): number =>
  MONTHS.findIndex((month) => month.startsWith(said.replace('.', '').slice(0, 3))) + 1;
const weekdayNamed = (said: string): number => WEEKDAYS.findIndex((day) => day.startsWith(said.slice(0, 3)));

interface Pattern {
  readonly source: string;
  readonly read: (part: (name: string) => string, today: Day, dayFirst: boolean) => Day | null | undefined;
  readonly kind?: 'payday' | 'vague';
  readonly isWeak?: boolean;
}

const spanOf = (today: Day, count: string, unit: string): Day => {
  if (unit.startsWith('month')) return addMonths(today, countOf(count));
  if (/^(?:hour|minute)/.test(unit)) return today;
  return today + countOf(count) * (unit.startsWith('week') ? 7 : 1);
};

const PATTERNS: readonly Pattern[] = [
  {
    source: `yesterday|last (?:week|month|year|night|time|${WEEKDAY}|${MONTH})|(?:\\w+ )?(?:days?|weeks?|months?|years?) ago|since (?:${MONTH}|${WEEKDAY})|(?:back )?in (?:${MONTH})(?! \\d)|every day`,
    read: () => undefined,
  },
  {
    source: `(?<m1>${MONTH}) (?:the )?(?<d1>${ORDINAL}|\\d{1,2}(?![\\d:,.]?\\d))`,
    read: (part, today) => nextDate(today, monthOf(part('m1')), ordinalOf(part('d1'))),
  },
  {
    source: `(?:the )?(?<d2>${ORDINAL}|\\d{1,2}) (?:of )?(?<m2>${MONTH})(?![a-z])`,
    read: (part, today) => nextDate(today, monthOf(part('m2')), ordinalOf(part('d2'))),
  },
  {
    source: '(?<![\\d/])(?<n1>\\d{1,2})/(?<n2>\\d{1,2})(?:/\\d{2,4})?(?![\\d/])',
    read: (part, today, dayFirst) =>
      dayFirst
        ? nextDate(today, Number(part('n2')), Number(part('n1')))
        : nextDate(today, Number(part('n1')), Number(part('n2'))),
  },
  {
    source: '(?:the )?end of (?:the )?(?:day|business(?: day)?)|close of business|eod|cob',
    read: (_part, today) => today,
  },
  {
    source:
      '(?:the )?(?<piece>end|middle|beginning|start|first|1st) of (?:the |this )?(?<next>next |following |coming )?(?<unit>week|month|year)',
    read: (part, today) => {
      const later = part('next') === '' ? 0 : 1;
      if (part('unit') === 'year') return yearEnd(today);
      if (part('unit') === 'week') return weekdayIn(today, later, part('piece') === 'end' ? 4 : 0);
      if (part('piece') === 'end') return monthEnd(today, later);
      if (part('piece') === 'middle') return dayOfMonth(today, later, 15);
      return dayOfMonth(today, 1, part('piece').includes('st') && part('piece') !== 'start' ? 1 : 5);
    },
  },
  { source: "month'?s? end|end of month", read: (_part, today) => monthEnd(today) },
  { source: 'mid[- ]month', read: (_part, today) => nextDayOfMonth(today, 15) },
  {
    source: `(?:a )?week (?:from|on) (?<w1>${WEEKDAY})|(?<w2>${WEEKDAY}) week(?![a-z])`,
    read: (part, today) => nextWeekday(today, weekdayNamed(part('w1') || part('w2'))) + 7,
  },
  {
    source: `(?<which>this(?: coming)? |next |the following |coming )?(?<w3>${WEEKDAY})(?![a-z])`,
    read: (part, today) => {
      const wanted = weekdayNamed(part('w3'));
      if (/next|following/.test(part('which'))) return weekdayIn(today, 1, wanted);
      return nextWeekday(today, wanted);
    },
  },
  { source: 'day after tomorrow', read: (_part, today) => today + 2 },
  { source: 'tomorrow|tmrw', read: (_part, today) => today + 1 },
  {
    source: 'today|tonight|this (?:afternoon|evening|morning)',
    read: (_part, today) => today,
  },
  { source: 'right now|right away|(?<!until |by )now(?![a-z])', read: (_part, today) => today, isWeak: true },
  {
    source: `(?:in|within|give me|another|about) (?:about |the next |another )?(?<c1>${COUNT}) (?:more |business )?(?<u1>days?|weeks?|months?|hours?|minutes?)(?! (?:late|behind|past|overdue|ago))`,
    read: (part, today) => spanOf(today, part('c1'), part('u1')),
  },
  {
    source: `(?<c2>${COUNT}) (?:more |business )?(?<u2>days?|weeks?|months?) from (?:now|today)`,
    read: (part, today) => spanOf(today, part('c2'), part('u2')),
  },
  { source: '(?:in )?a fortnight', read: (_part, today) => today + 14 },
  { source: '(?:this|the) weekend', read: (_part, today) => weekdayIn(today, 0, 6) },
  { source: 'next week', read: (_part, today) => weekdayIn(today, 1, 6) },
  { source: '(?:by |before )?(?:the end of )?this week', read: (_part, today) => weekdayIn(today, 0, 6) },
  { source: 'next month', read: (_part, today) => monthEnd(today, 1) },
  { source: '(?:later )?this month', read: (_part, today) => monthEnd(today) },
  {
    source: `the (?<d3>${ORDINAL})(?![a-z])${NOT_A_DAY}|(?<![\\d$])(?<d4>\\d{1,2}(?:st|nd|rd|th))(?![a-z])${NOT_A_DAY}`,
    read: (part, today) => nextDayOfMonth(today, ordinalOf(part('d3') || part('d4'))),
  },
  {
    source: '(?:next )?pay ?day|pay ?check|get paid|gets paid|got paid|pay period',
    read: () => null,
    kind: 'payday',
  },
  { source: '(?:in )?a few (?:days|weeks)|some ?day|soon|sometime', read: () => null, kind: 'vague' },
];

const DAY = new RegExp(
  `(?<![a-z])(?:${PATTERNS.map(({ source }, index) => `(?<p${index}>${source})`).join('|')})`,
  'gu',
);
const HOUR = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const CLOCK = new RegExp(
  `(?<![a-z\\d:])(?:(?<hour>\\d{1,2}|${HOUR})(?::(?<minute>\\d\\d)| (?<thirty>thirty))? ?(?:(?<half>[ap])\\.? ?m(?![a-z])|o'?clock)|(?<noon>noon|midday)|(?<midnight>midnight))`,
  'gu',
);

const readClocks = (text: string) =>
  [...text.matchAll(CLOCK)].flatMap(({ 0: all, index, groups = {} }) => {
    const place = { start: index, end: index + all.length };
    if (groups.noon !== undefined) return [{ ...place, time: '12:00' }];
    if (groups.midnight !== undefined) return [{ ...place, time: '23:59' }];
    const said = countOf(groups.hour ?? '');
    const isPm = groups.half === 'p' || (groups.half === undefined && said < 8);
    const hour = (said % 12) + (isPm ? 12 : 0);
    const time = clockOf(hour, groups.thirty === undefined ? Number(groups.minute ?? 0) : 30);
    return time === null ? [] : [{ ...place, time }];
  });

/** How far a clock time may stand from its day: tomorrow before noon, by five p.m. on Friday. */
const REACH = 14;

/**
 * The days and times that an English text names, as days on the calendar of the anchor, ordered by place: on Friday, by the end of
 * the month, the 15th, tomorrow before noon, in two weeks. Past days (yesterday, last Friday) are left out.
 *
 * @param text original text; offsets are its UTF-16 units
 * @param dayFirst 5/12 is the fifth of December
 */
export const parseEnglishDueDates = (text: string, anchor: Anchor, dayFirst: boolean): DueDate[] => {
  const folded = foldUnits(text);
  const days = [...folded.matchAll(DAY)].flatMap(({ 0: all, index, groups = {} }): DueDate[] => {
    const pattern = PATTERNS[PATTERNS.findIndex((_pattern, at) => groups[`p${at}`] !== undefined)];
    const day = pattern?.read((name) => groups[name] ?? '', anchor.day, dayFirst);
    if (pattern === undefined || day === undefined) return [];
    if (day === null && pattern.kind === undefined) return [];
    const date = day === null ? null : dateOf(day);
    const said = { kind: pattern.kind ?? ('day' as const), isWeak: pattern.isWeak ?? false };
    return [{ start: index, end: index + all.length, date, time: null, ...said }];
  });
  for (const { start, end, time } of readClocks(folded)) {
    const at = days.findIndex(
      (day) => day.kind === 'day' && (start >= day.end ? start - day.end : day.start - end) <= REACH,
    );
    const day = days[at];
    if (day === undefined || day.time !== null)
      days.push({ start, end, date: null, time, kind: 'clock', isWeak: false });
    else days[at] = { ...day, time, start: Math.min(start, day.start), end: Math.max(end, day.end) };
  }
  return days.sort((a, b) => a.start - b.start);
};
