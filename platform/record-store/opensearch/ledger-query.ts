import { LedgerEntry, type LedgerFilter } from '../../../contracts/ledger.ts';
import type { EntriesQuery } from '../port.ts';

/** Finds every block that may hold a wanted entry: each condition holds for some entry of it. */
export function blockQuery({ filter = {}, after, order }: EntriesQuery): object {
  const { actor, action, objectKind, objectId, from, to } = filter;
  const conditions = [
    after !== undefined && { range: order === 'newest' ? { first: { lt: after } } : { last: { gt: after } } },
    actor !== undefined && { term: { 'entries.actor.id': actor } },
    action !== undefined && { terms: { 'entries.action': action } },
    objectKind !== undefined && { term: { 'entries.object.kind': objectKind } },
    objectId !== undefined && { term: { 'entries.object.id': objectId } },
    from !== undefined && { range: { 'entries.at': { gte: from } } },
    to !== undefined && { range: { 'entries.at': { lt: to } } },
  ];
  return { bool: { filter: conditions.filter((condition) => condition !== false) } };
}

/** Tells of one entry whether it fits; what is no entry (any more) fits only an empty filter. */
export function entryMatcher({ actor, action, objectKind, objectId, from, to }: LedgerFilter) {
  const isOpen = [actor, action, objectKind, objectId, from, to].every((value) => value === undefined);
  return (candidate: unknown): boolean => {
    if (isOpen) return true;
    const { success, data: entry } = LedgerEntry.safeParse(candidate);
    if (!success) return false;
    return (
      (actor === undefined || entry.actor.id === actor) &&
      (action === undefined || action.includes(entry.action)) &&
      (objectKind === undefined || entry.object.kind === objectKind) &&
      (objectId === undefined || entry.object.id === objectId) &&
      (from === undefined || Date.parse(entry.at) >= Date.parse(from)) &&
      (to === undefined || Date.parse(entry.at) < Date.parse(to))
    );
  };
}
