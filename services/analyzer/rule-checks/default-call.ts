import type { Rule } from '../../../contracts/rule.ts';
import type { TranscriptInput } from '../../../contracts/transcript.ts';

/** Where an example plays when it does not say so itself. */
export interface Place {
  readonly jurisdiction: string;
  readonly language: string;
  readonly timeZone: string;
  readonly startedAt: string;
  readonly currency: string;
  readonly debtorName: string;
}

const ZH = { debtorName: '王建国' };
const EN = { debtorName: 'Daniel Harper' };
const morning = (offset: string) => `2026-11-03T10:15:00${offset}`;
const CN: Place = {
  ...ZH,
  jurisdiction: 'CN',
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  startedAt: morning('+08:00'),
  currency: 'CNY',
};
const US: Place = {
  ...EN,
  jurisdiction: 'US',
  language: 'en-US',
  timeZone: 'America/Chicago',
  startedAt: morning('-06:00'),
  currency: 'USD',
};
const PLACES: Readonly<Record<string, Place>> = {
  CN,
  HK: { ...CN, jurisdiction: 'HK', language: 'zh-HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD' },
  TW: { ...CN, jurisdiction: 'TW', language: 'zh-TW', timeZone: 'Asia/Taipei', currency: 'TWD' },
  US,
  UK: {
    ...US,
    jurisdiction: 'UK',
    language: 'en-GB',
    timeZone: 'Europe/London',
    startedAt: morning('+00:00'),
    currency: 'GBP',
  },
};

/** The first country of the rule's scope, or of its authorities, in which its language is spoken. */
export function placeOf(rule: Rule): Place {
  const [language] = rule.id.split('/');
  const spoken = (place: Place) => language === 'any' || place.language.startsWith(`${language}-`);
  const named = rule.applies_to.jurisdictions ?? rule.authority.map(({ jurisdiction }) => jurisdiction);
  for (const jurisdiction of named) {
    const country = PLACES[jurisdiction.slice(0, 2)];
    if (country && spoken(country)) return { ...country, jurisdiction };
  }
  return language === 'en' ? US : CN;
}

/**
 * The call that an example plays in: outbound, at ten in the morning, on a recorded company line, 10,000 owed. An example
 * that needs other facts gives them under `call`.
 */
export function defaultCall(rule: Rule, place: Place): Omit<TranscriptInput, 'turns' | 'participants'> {
  const { directions } = rule.applies_to;
  return {
    callId: 'example',
    direction: directions && !directions.includes('outbound') ? 'inbound' : 'outbound',
    startedAt: place.startedAt,
    timeZone: place.timeZone,
    language: place.language,
    collector: { id: 'collector-1' },
    debtor: { id: 'debtor-1', name: place.debtorName },
    debt: { caseId: 'case-1', currency: place.currency, balance: 10_000, daysPastDue: 60 },
    line: { recorded: true, numberHash: 'number-1', kind: 'company' },
    ...(place.jurisdiction.length > 2 ? { jurisdiction: place.jurisdiction } : {}),
  };
}
