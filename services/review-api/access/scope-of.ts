import type { Scope } from '../../../contracts/access.ts';
import type { CallRecord } from '../../../contracts/call-record.ts';
import type { CallFilter } from '../../../contracts/call-search.ts';
import type { Identity } from './identity.ts';

/** What of a call decides about who may have to do with it. */
export type ScopedCall = Pick<CallRecord, 'agency' | 'team' | 'collectorId'>;

/** The calls that somebody may have to do with as a reader or reviewer. */
export interface CallScope {
  /** The filter of a question, narrowed to them: for lists, counts, searches, queues and exports alike. */
  filter<Filter extends CallFilter>(asked: Filter): Filter;
  /** Whether a call is one of them; one that is not is to be answered as if it were not there (404). */
  admits(call: ScopedCall): boolean;
}

/**
 * The scope of agencies and teams, without the own calls of somebody who collects or has collected (conflict of
 * interest). A collector's own published results are another matter: see {@link ownCollectorOf}.
 */
export function scopeOf({ scope, collectorId }: Pick<Identity, 'scope' | 'collectorId'>): CallScope {
  const { agencies, teams } = scope;
  return {
    filter: (asked) => ({
      ...asked,
      ...narrowed('agency', asked.agency, agencies),
      ...narrowed('team', asked.team, teams),
      ...(collectorId === null ? {} : { notCollector: [...(asked.notCollector ?? []), collectorId] }),
    }),
    admits: (call) =>
      isOneOf(agencies, call.agency) && isOneOf(teams, call.team) && call.collectorId !== collectorId,
  };
}

/** The collector whose published results somebody may see by own_results:read; null: nobody's, to be answered 404. */
export function ownCollectorOf({ collectorId }: Pick<Identity, 'collectorId'>): string | null {
  return collectorId;
}

/** Whether a scope gives nothing that another one does not give: nobody hands out more than the own. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  const within = (some: readonly string[] | null, all: readonly string[] | null) =>
    all === null || (some?.every((one) => all.includes(one)) ?? false);
  return within(inner.agencies, outer.agencies) && within(inner.teams, outer.teams);
}

function narrowed(
  name: 'agency' | 'team',
  asked: readonly string[] | undefined,
  allowed: readonly string[] | null,
): CallFilter {
  if (allowed === null) return {};
  return { [name]: asked === undefined ? [...allowed] : asked.filter((one) => allowed.includes(one)) };
}

function isOneOf(allowed: readonly string[] | null, value: string | null): boolean {
  return allowed === null || (value !== null && allowed.includes(value));
}
