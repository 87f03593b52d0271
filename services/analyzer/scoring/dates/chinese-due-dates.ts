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

const DIGITS = '零一二三四五六七八九';
const N = '(?:\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])';
const WEEK = '(?:周|星期|礼拜)';

/** One way to name a day; `read` gets the named parts. Undefined: it names a past day or none. */
interface Pattern {
  readonly source: string;
  readonly read: (part: (name: string) => string, today: Day) => Day | null | undefined;
  readonly kind?: 'payday' | 'vague';
  readonly isWeak?: boolean;
}

const numberOf = (said: string): number => {
  if (/^\d/.test(said)) return Number(said);
  const [tens, ones] = said.includes('十') ? said.split('十') : ['0', said];
  const digit = (character: string | undefined) => Math.max(0, DIGITS.indexOf(character ?? ''));
  if (!said.includes('十')) return digit(ones);
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
};

const monthsOf = (said: string): number => (said.startsWith('下下') ? 2 : said.startsWith('下') ? 1 : 0);

const monthPart = (from: Day, months: number, part: string): Day | null => {
  if (/^[底末]/.test(part)) return monthEnd(from, months);
  return dayOfMonth(from, months, part.startsWith('初') ? 5 : 15);
};

const upcomingPart = (today: Day, part: string): Day | null => {
  const day = monthPart(today, 0, part);
  return day !== null && day >= today ? day : monthPart(today, 1, part);
};

const WEEKDAYS = '一二三四五六日';
const weekday = (said: string) => (/[天末]/.test(said) ? 6 : WEEKDAYS.indexOf(said));
const RELATIVE: Readonly<Record<string, number>> = { 今: 0, 当: 0, 明: 1, 听: 1, 次: 1, 隔: 1, 后: 2 };

const spanOf = (today: Day, count: string, unit: string): Day | null => {
  if (/小时|钟头|分钟/.test(unit)) return today;
  if (count === '半') return unit === '月' ? today + 15 : today;
  const days = unit === '天' || unit === '日' ? 1 : 7;
  return unit === '月' ? addMonths(today, numberOf(count)) : today + numberOf(count) * days;
};

const PATTERNS: readonly Pattern[] = [
  {
    source: `昨[天日晚儿]|大?前[天日]|上+个?(?:月|${WEEK})(?:底|末|初|[一二三四五六日天]|${N}[号日])?|去年|每天|天天|当时|前几天`,
    read: () => undefined,
  },
  {
    source: `(?<y>20\\d\\d)[-/.年](?<m>\\d{1,2})[-/.月](?<d>\\d{1,2})[日号]?`,
    read: (part) => Math.round(Date.UTC(+part('y'), +part('m') - 1, +part('d')) / 86_400_000),
  },
  {
    source: `(?<mm>${N})月份?(?<md>${N})(?:[号日]|(?=之?前|以前))`,
    read: (part, today) => nextDate(today, numberOf(part('mm')), numberOf(part('md'))),
  },
  {
    source: `(?<rel>这个?月|本月|当月|下下个?月|下个?月)的?(?<rd>${N})[号日]`,
    read: (part, today) => dayOfMonth(today, monthsOf(part('rel')), numberOf(part('rd'))),
  },
  {
    source: `(?<pm>这个?|本|当|下下个?|下个?|(?<pn>${N}))月份?(?<pp>月?底|末|初|中旬?(?!间))`,
    read: (part, today) => {
      const piece = part('pp').replace('月', '');
      if (part('pn') === '') return monthPart(today, monthsOf(part('pm')), piece);
      const first = nextDate(today, numberOf(part('pn')), 28);
      return first === null ? null : monthPart(first, 0, piece);
    },
  },
  {
    source: `(?<whole>${N})月份(?!的?账)`,
    read: (part, today) => {
      const first = nextDate(today, numberOf(part('whole')), 28);
      return first === null ? null : monthEnd(first);
    },
  },
  { source: `月(?<part>底|末|初|中旬?)(?!间)`, read: (part, today) => upcomingPart(today, part('part')) },
  {
    source: `(?<days>${N})[号日](?![线楼门院店公卡宝子内后])`,
    read: (part, today) => nextDayOfMonth(today, numberOf(part('days'))),
  },
  {
    source: `(?<week>这个?|本|下下个?|下个?|每个?)?${WEEK}(?<wd>[一二三四五六日天末])(?!次)`,
    read: (part, today) => {
      const week = part('week');
      const wanted = weekday(part('wd'));
      if (/^下/.test(week)) return weekdayIn(today, monthsOf(week), wanted);
      if (/^[这本]/.test(week)) return weekdayIn(today, 0, wanted);
      return part('wd') === '末' ? weekdayIn(today, 0, 6) : nextWeekday(today, wanted);
    },
  },
  {
    source: `(?<in>这|本|下)个?${WEEK}(?:之内|以内|内|里)?`,
    read: (part, today) => weekdayIn(today, monthsOf(part('in')), 6),
  },
  {
    source: '下个?月(?:之内|以内|内|里)?',
    read: (_part, today) => monthEnd(today, 1),
  },
  { source: '(?:这个?|本)月(?:之内|以内|内|里)', read: (_part, today) => monthEnd(today) },
  { source: '大后[天日]', read: (_part, today) => today + 3 },
  { source: '明后[天日]?', read: (_part, today) => today + 2 },
  {
    source: `(?<daily>今|当|明|听|后|次|隔)(?:[天日](?!天)|[晚早儿])`,
    read: (part, today) => today + (RELATIVE[part('daily')] ?? 0),
  },
  {
    source: '现在|马上|立刻|立马|一会儿?|待会儿?|等会儿?|等下|这会儿|这就',
    read: (_part, today) => today,
    isWeak: true,
  },
  {
    source: `(?:过|再|再过|给我|宽限我?|缓我?|等我?|这|最多)个?(?<c1>${N}|半)(?:个(?<m1>月)|个?(?<u1>天|日|周|星期|礼拜|小时|钟头))(?:之内|以内|之后|以后|内|后|时间)?`,
    read: (part, today) => spanOf(today, part('c1'), part('m1') || part('u1')),
  },
  {
    source: `(?<c2>${N}|半)(?:个(?<m2>月)|个?(?<u2>天|日|周|星期|礼拜|小时|钟头|分钟))(?:之内|以内|之后|以后|内|后)`,
    read: (part, today) => spanOf(today, part('c2'), part('m2') || part('u2')),
  },
  { source: '年底|年末', read: (_part, today) => yearEnd(today) },
  { source: '元旦', read: (_part, today) => nextDate(today, 1, 1) },
  { source: '国庆', read: (_part, today) => nextDate(today, 10, 1) },
  {
    source: '[过这最]几天|过些天|过阵子|过年|春节|年后|年前|改天|回头|到时候',
    read: () => null,
    kind: 'vague',
  },
  {
    source: '[发开]了?工[资钱]|发薪[水日]?|工资(?:到账|下来|发了|一到)|薪水到账|出粮',
    read: () => null,
    kind: 'payday',
  },
];

const DAY = new RegExp(
  PATTERNS.map(({ source }, index) => `(?<p${index}>${foldUnits(source)})`).join('|'),
  'gu',
);
const CLOCK = new RegExp(
  foldUnits(
    `(?<part>上午|早上|早晨|中午|下午|晚上|傍晚|夜里|今晚|明晚|当晚|晚)?(?<![\\d.:])(?<hour>${N})(?:点(?![钱儿万千百]|[一二三四五六七八九]?[万千百])|:(?=\\d\\d))(?<half>半|一刻|三刻)?(?<minute>\\d{1,2}(?!\\d)|[一二三四五]?十[一二三四五六七八九]?(?=分))?(?<ending>钟|整|分|之?前|以前|左右)?|(?<noon>中午|午饭)(?:之?前|以前)|(?<off>下班)(?:之?前|以前)`,
  ),
  'gu',
);
/** Characters without which no pattern holds: most turns name no day. */
const HOLDS_A_DAY = /[午班天日晚儿早号月周期拜点:刻这过薪工元国年马立一会等粮改回\d]/u;
const MORNING_ENDS = 8;

const afternoon = (part: string, hour: number): number => {
  if (/^(?:下|傍|晚|夜|今|明|当)/.test(part)) return hour === 12 ? 24 : hour < 12 ? hour + 12 : hour;
  if (part === '中午') return hour < 6 ? hour + 12 : hour;
  return part === '' && hour < MORNING_ENDS ? hour + 12 : hour;
};

/** 还一点, 晚一点: a little, no clock. */
const isALittle = ({ hour, part, half, ending }: Readonly<Record<string, string | undefined>>) =>
  hour === '一' && half === undefined && ending === undefined && (part === undefined || part === '晚');

const readClocks = (text: string) =>
  [...text.matchAll(CLOCK)].flatMap(({ 0: all, index, groups = {} }) => {
    if (isALittle(groups)) return [];
    const place = { start: index, end: index + all.length };
    if (groups.noon !== undefined) return [{ ...place, time: '12:00' }];
    if (groups.off !== undefined) return [{ ...place, time: '18:00' }];
    const minute =
      groups.half === '半'
        ? 30
        : groups.half === '一刻'
          ? 15
          : groups.half === undefined
            ? numberOf(groups.minute ?? '0')
            : 45;
    const time = clockOf(afternoon(groups.part ?? '', numberOf(groups.hour ?? '')), minute);
    return time === null ? [] : [{ ...place, time }];
  });

const readDays = (text: string, today: Day): DueDate[] =>
  [...text.matchAll(DAY)].flatMap(({ 0: all, index, groups = {} }) => {
    const which = PATTERNS.findIndex((_pattern, at) => groups[`p${at}`] !== undefined);
    const pattern = PATTERNS[which];
    const day = pattern?.read((name) => groups[name] ?? '', today);
    if (pattern === undefined || day === undefined) return [];
    if (day === null && pattern.kind === undefined) return [];
    return [
      {
        start: index,
        end: index + all.length,
        date: day === null ? null : dateOf(day),
        time: null,
        kind: pattern.kind ?? 'day',
        isWeak: pattern.isWeak ?? false,
      },
    ];
  });

/** How far a clock time may stand behind its day: 今天 最晚 下午三点. */
const REACH = 6;

/**
 * The days and times that a Chinese text names, as days on the calendar of the anchor, ordered by place: 今天下午三点前, 月底,
 * 下周五, 十五号, 大后天, 下个月五号之前, 过两天. Past days (昨天, 上个月) are left out.
 *
 * @param text original text; offsets are its UTF-16 units
 */
export const parseChineseDueDates = (text: string, anchor: Anchor): DueDate[] => {
  const folded = foldUnits(text);
  if (!HOLDS_A_DAY.test(folded)) return [];
  const days = readDays(folded, anchor.day);
  for (const { start, end, time } of readClocks(folded)) {
    const at = days.findIndex((day) => day.kind === 'day' && start >= day.start && start - day.end <= REACH);
    const day = days[at];
    if (day !== undefined && day.time === null) days[at] = { ...day, time, end: Math.max(end, day.end) };
    else days.push({ start, end, date: null, time, kind: 'clock', isWeak: false });
  }
  return days.sort((a, b) => a.start - b.start);
};
