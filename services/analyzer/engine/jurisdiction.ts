import type { Transcript } from '../../../contracts/transcript.ts';

/** Zones whose law is not in doubt. A zone that several countries use is left out. */
const BY_ZONE: readonly (readonly [RegExp, string])[] = [
  [/^Asia\/(Shanghai|Urumqi|Chongqing|Harbin|Kashgar)$|^PRC$/, 'CN'],
  [/^Asia\/Hong_Kong$/, 'HK'],
  [/^Asia\/Taipei$/, 'TW'],
  [/^Europe\/(London|Belfast)$|^GB$/, 'UK'],
  [
    /^(US\/.*|Pacific\/Honolulu|America\/(New_York|Detroit|Chicago|Denver|Phoenix|Boise|Los_Angeles|Anchorage|Juneau|Adak|Indiana\/.*|Kentucky\/.*|North_Dakota\/.*|Menominee))$/,
    'US',
  ],
];

const BY_REGION: Readonly<Record<string, string>> = { CN: 'CN', US: 'US', GB: 'UK', HK: 'HK', TW: 'TW' };

/** Whose law judges a call: as the call says, else the called person's zone, else the region of the language; null if none tells. */
export function jurisdictionOf(call: Transcript): string | null {
  if (call.jurisdiction) return call.jurisdiction;
  const zone = call.timeZone;
  if (zone) {
    const found = BY_ZONE.find(([pattern]) => pattern.test(zone));
    if (found) return found[1];
  }
  const region = new Intl.Locale(call.language).region;
  return (region && BY_REGION[region]) ?? null;
}
