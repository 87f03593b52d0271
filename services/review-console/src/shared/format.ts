import { useMemo } from 'react';
import { tagOf } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';

export interface Format {
  /** An instant in the reader's own zone. */
  instant(at: string | number): string;
  /** The same in the fewest characters. */
  short(at: string | number): string;
  day(at: string | number): string;
  count(value: number): string;
  /** 0 to 1. */
  share(value: number): string;
}

/** Numbers and times as the language of the page writes them. */
export function useFormat(): Format {
  const { language } = useLanguage();
  return useMemo(() => {
    const tag = tagOf(language);
    const instant = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
    const short = new Intl.DateTimeFormat(tag, { dateStyle: 'short', timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
    const count = new Intl.NumberFormat(tag);
    const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
    return {
      instant: (at) => instant.format(new Date(at)),
      short: (at) => short.format(new Date(at)),
      day: (at) => day.format(new Date(at)),
      count: (value) => count.format(value),
      share: (value) => share.format(value),
    };
  }, [language]);
}

/** Milliseconds from the start of a call as m:ss. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
