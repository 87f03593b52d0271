import { useMemo } from 'react';
import { tagOf } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';

export interface Format {
  /** An instant in the reader's own zone. */
  instant(at: string | number): string;
  day(at: string | number): string;
  count(value: number): string;
  /** 0 to 1. */
  share(value: number): string;
  /** How long ago or ahead, in the largest fitting unit. */
  relative(at: string | number, now?: number): string;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** Numbers and times as the language of the page writes them. */
export function useFormat(): Format {
  const { language } = useLanguage();
  return useMemo(() => {
    const tag = tagOf(language);
    const instant = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
    const count = new Intl.NumberFormat(tag);
    const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
    const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' });
    return {
      instant: (at) => instant.format(new Date(at)),
      day: (at) => day.format(new Date(at)),
      count: (value) => count.format(value),
      share: (value) => share.format(value),
      relative(at, now = Date.now()) {
        const ms = new Date(at).getTime() - now;
        const [unit, size] = UNITS.find(([, one]) => Math.abs(ms) >= one) ?? (['minute', 60_000] as const);
        return relative.format(Math.round(ms / size), unit);
      },
    };
  }, [language]);
}

/** Milliseconds from the start of a call as m:ss. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
