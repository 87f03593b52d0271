import type { QuietHours } from '../../../contracts/alerts.ts';

const MINUTE_MS = 60_000;
/** The longest quiet hours, and a change of the clocks. */
const MAX_MINUTES = 26 * 60;

/** When quiet hours that cover this instant end; null: it is not quiet. Looks at wall clocks, so it holds when they change. */
export function quietUntil({ from, to, timeZone }: QuietHours, at: Date): Date | null {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const isQuiet = (when: Date) => {
    const time = format.format(when);
    return from < to ? time >= from && time < to : time >= from || time < to;
  };
  if (!isQuiet(at)) return null;
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  for (let after = 1; after <= MAX_MINUTES; after += 1) {
    const when = new Date((minute + after) * MINUTE_MS);
    if (!isQuiet(when)) return when;
  }
  return null;
}
