/** A wall clock reading in some zone. */
export interface LocalTime {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Seconds since local midnight. */
  readonly second: number;
  /** HH:MM:SS. */
  readonly clock: string;
}

export type ReadLocalTime = (instant: string, zone: string) => LocalTime;

/** Reads instants (ISO 8601 with offset) on the clocks of zones; formatters are made once a zone. */
export function createLocalTimeReader(): ReadLocalTime {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (instant, zone) => {
    let format = formats.get(zone);
    if (!format) {
      format = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      });
      formats.set(zone, format);
    }
    const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '00';
    const clock = `${part('hour')}:${part('minute')}:${part('second')}`;
    return {
      date: `${part('year')}-${part('month')}-${part('day')}`,
      second: Number(part('hour')) * 3600 + Number(part('minute')) * 60 + Number(part('second')),
      clock,
    };
  };
}

/** Whole days from one local date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
