/** Kind of the documents that say of a call that it was deleted; a call that has one is never written again. */
export const TOMBSTONES = 'tombstone';

export function uniqueIds(callIds: readonly string[]): readonly string[] {
  return [...new Set(callIds)];
}
