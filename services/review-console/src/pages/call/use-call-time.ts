import type { CallRecord } from '../../api/types.ts';
import { tagOf } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** When the call started, on the clock of the person called, with the zone named. */
export function useCallTime({ startedAt, timeZone }: Pick<CallRecord, 'startedAt' | 'timeZone'>): string {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(tagOf(language), {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...(timeZone === null ? {} : { timeZone }),
  });
  const zone = timeZone ?? format.resolvedOptions().timeZone;
  return `${format.format(new Date(startedAt))} (${zone})`;
}
