import type { Parameter } from '../../../../contracts/rule.ts';
import type { Transcript } from '../../../../contracts/transcript.ts';
import type { ReadLocalTime } from '../local-time.ts';
import { type CallVerdict, CLEAR, inForce } from './verdict.ts';

type Hours = Extract<Parameter, { kind: 'hours' }>;

const secondOf = (clock: string) => Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3)) * 60;

/** Where a local second lies: the interval is half-open; the very first and last second may be left to a person. */
function placeOf(hours: Hours, second: number): 'inside' | 'outside' | 'edge' {
  const [from, to] = [secondOf(hours.allow[0]), secondOf(hours.allow[1])];
  if (hours.edge === 'review' && (second === from || second === to)) return 'edge';
  return second >= from && second < to ? 'inside' : 'outside';
}

/** The person agreed to be called at this time. */
function agreed(call: Transcript): boolean {
  const at = Date.parse(call.startedAt);
  return (call.consents ?? []).some(
    (consent) =>
      consent.kind === 'contact_time' &&
      (consent.from === undefined || Date.parse(consent.from) <= at) &&
      (consent.until === undefined || at < Date.parse(consent.until)),
  );
}

/** Zones in each of which the hour must be lawful (12 CFR 1006.6(b)(1) comment 2). */
function zonesOf(call: Transcript, homeZone: string | undefined): readonly string[] {
  const known = [...(call.timeZone ? [call.timeZone] : []), ...(call.candidateTimeZones ?? [])];
  return known.length > 0 ? [...new Set(known)] : homeZone ? [homeZone] : [];
}

/**
 * Outbound calls begun outside the permitted hours in any zone the person may be in. Inbound calls and agreed times are
 * clear. `butInside` keeps a house limit silent where the law itself is broken, so that one call is flagged once.
 */
export function outsideHours(
  call: Transcript,
  parameters: Readonly<Record<string, readonly Parameter[]>>,
  names: { readonly parameter: string; readonly butInside?: string | undefined },
  homeZone: string | undefined,
  readLocalTime: ReadLocalTime,
): CallVerdict {
  if (call.direction === 'inbound' || agreed(call)) return CLEAR;
  const zones = zonesOf(call, homeZone);
  if (zones.length === 0) return { status: 'undecidable', missing: ['timeZone'], facts: [] };
  let verdict: CallVerdict = CLEAR;
  for (const zone of zones) {
    const local = readLocalTime(call.startedAt, zone);
    const hours = inForce(parameters[names.parameter], 'hours', local.date);
    if (!hours) continue;
    const graver =
      names.butInside === undefined ? undefined : inForce(parameters[names.butInside], 'hours', local.date);
    if (graver && placeOf(graver, local.second) !== 'inside') return CLEAR;
    const place = placeOf(hours, local.second);
    if (place === 'inside') continue;
    const facts = [
      { name: 'localTime', value: local.clock },
      { name: 'zone', value: zone },
      { name: 'allowed', value: hours.allow.join('–') },
      { name: 'source', value: hours.source },
    ];
    if (place === 'outside') return { status: 'breach', facts };
    verdict = { status: 'doubtful', facts };
  }
  return verdict;
}

/** A call that begins inside the hours and runs past their end: a person decides. */
export function runsPastHours(
  call: Transcript,
  parameters: Readonly<Record<string, readonly Parameter[]>>,
  name: string,
  homeZone: string | undefined,
  readLocalTime: ReadLocalTime,
): CallVerdict {
  if (call.direction === 'inbound' || agreed(call) || call.endedAt === undefined) return CLEAR;
  for (const zone of zonesOf(call, homeZone)) {
    const begin = readLocalTime(call.startedAt, zone);
    const end = readLocalTime(call.endedAt, zone);
    const hours = inForce(parameters[name], 'hours', begin.date);
    if (!hours || placeOf(hours, begin.second) !== 'inside') continue;
    if (end.date === begin.date && end.second <= secondOf(hours.allow[1])) continue;
    return {
      status: 'breach',
      facts: [
        { name: 'startedLocal', value: begin.clock },
        { name: 'endedLocal', value: end.clock },
        { name: 'allowed', value: hours.allow.join('–') },
      ],
    };
  }
  return CLEAR;
}
