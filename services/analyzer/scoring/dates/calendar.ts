const DAY_MS = 86_400_000;

/** A day of the calendar, counted from 1970-01-01; wall-clock days, no zone. */
export type Day = number;

/** Where a call stands: its local day. */
export interface Anchor {
  readonly day: Day;
}

export const dayOf = (date: string): Day => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
export const dateOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 0 is Monday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

const partsOf = (day: Day) => {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), dayOfMonth: date.getUTCDate() };
};

const dayAt = (year: number, month: number, dayOfMonth: number): Day =>
  Math.round(Date.UTC(year, month, dayOfMonth) / DAY_MS);

/** Last day of the month that is `months` after the one of `from`. */
export const monthEnd = (from: Day, months = 0): Day => {
  const { year, month } = partsOf(from);
  return dayAt(year, month + months + 1, 0);
};

/** A day of the month that is `months` after the one of `from`; null where that month is shorter. */
export const dayOfMonth = (from: Day, months: number, wanted: number): Day | null => {
  const { year, month } = partsOf(from);
  const day = dayAt(year, month + months, wanted);
  return day > monthEnd(from, months) || wanted < 1 ? null : day;
};

/** The next such day of the month, today included: the 15th. */
export const nextDayOfMonth = (from: Day, wanted: number): Day | null => {
  for (let months = 0; months < 3; months += 1) {
    const day = dayOfMonth(from, months, wanted);
    if (day !== null && day >= from) return day;
  }
  return null;
};

/** The next such date, today included; month 1 to 12. */
export const nextDate = (from: Day, month: number, wanted: number): Day | null => {
  const { year, month: current } = partsOf(from);
  const day = dayOfMonth(from, month - 1 - current, wanted);
  if (day === null || day >= from) return day;
  return dayOfMonth(dayAt(year + 1, 0, 1), month - 1, wanted);
};

/** The same day `months` later, or the last of a shorter month. */
export const addMonths = (from: Day, months: number): Day =>
  dayOfMonth(from, months, partsOf(from).dayOfMonth) ?? monthEnd(from, months);

/** A weekday (0 Monday) of the week that is `weeks` after the one of `from`; weeks begin on Monday. */
export const weekdayIn = (from: Day, weeks: number, weekday: number): Day =>
  from - weekdayOf(from) + weeks * 7 + weekday;

/** The coming such weekday, a week on where today is one. */
export const nextWeekday = (from: Day, weekday: number): Day =>
  from + ((((weekday - weekdayOf(from)) % 7) + 7) % 7 || 7);

export const yearEnd = (from: Day): Day => dayAt(partsOf(from).year, 11, 31);

/** HH:MM of a clock reading; 24:00 is the last minute of the day. Null where there is no such time. */
export const clockOf = (hour: number, minute: number): string | null => {
  if (hour === 24 && minute === 0) return '23:59';
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};
