import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or null. */
export const findChromium = (): string | null => PLACES.find((place) => existsSync(place)) ?? null;

/** Options of a test that needs a browser: without one it is skipped and says so, in CI it fails. */
export function needsChromium(): { skip: string | false; timeout: number } {
  const missing = findChromium() === null && process.env.CALLWARDEN_REQUIRE_SERVERS !== '1';
  return { skip: missing ? 'no Chromium: apt-get install chromium' : false, timeout: 300_000 };
}
