import { z } from 'zod';
import { TOMBSTONES, uniqueIds } from '../deleted-calls.ts';
import { RecordStoreError } from '../port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import type { BulkWriter } from './bulk-writer.ts';
import { documentId, type IndexNames } from './index-names.ts';
import type { LocateCalls } from './locate-calls.ts';
import type { Refresh } from './refresher.ts';
import type { Requests } from './requests.ts';

export interface DeleteCallsDeps {
  readonly requests: Requests;
  readonly names: IndexNames;
  readonly locate: LocateCalls;
  readonly write: BulkWriter;
  readonly refreshCalls: Refresh;
  readonly refreshFindings: Refresh;
}

/** How often calls may be changed under the deletion before that is a fault. */
const ROUNDS = 10;
const CALLS_AT_ONCE = 500;

const Swept = z.object({ failures: z.array(z.unknown()).default([]), version_conflicts: z.int().default(0) });
const Tombs = z.object({ docs: z.array(z.object({ found: z.boolean().optional() })) });

/**
 * RecordStore.deleteCalls and expungeDeleted over OpenSearch. The call goes first, as it was read: a writer in between
 * clashes and finds it gone. Its findings go by the id of the call, those of a lost writer too. Contacts are read from
 * the calls, so there is nothing else.
 */
export function createDeleteCalls(deps: DeleteCallsDeps) {
  const { requests, names, locate, write, refreshCalls, refreshFindings } = deps;

  async function deleteDocuments(ids: readonly string[]): Promise<number> {
    let deleted = 0;
    for (let round = 1; ; round += 1) {
      await refreshCalls();
      const places = (await locate.homes('calls', ids)).map(({ id, home }) => ({ callId: id, home }));
      if (places.length === 0) return deleted;
      if (round > ROUNDS) throw clash('other writers change the calls all the time');
      const located = [...(await locate.at(places)).values()];
      const outcomes = await write(
        located.map(({ call, home, guard }) => ({
          action: 'delete',
          alias: names.writing('calls', home),
          id: documentId(call.record.callId),
          guard,
        })),
      );
      deleted += outcomes.filter(({ status }) => status === 'done').length;
    }
  }

  async function deleteFindings(ids: readonly string[]): Promise<void> {
    await refreshFindings();
    const answer = await requests.send(
      {
        method: 'POST',
        path: [names.all('findings'), '_delete_by_query'],
        query: { refresh: true, conflicts: 'proceed' },
        body: { query: { terms: { callId: [...ids] } } },
      },
      Swept,
    );
    // No month was written yet.
    if (!answer.ok && answer.status === 404) return;
    if (!answer.ok) throw unexpectedRefusal('delete by query', answer);
    const { failures, version_conflicts } = answer.body;
    if (failures.length + version_conflicts > 0) throw clash('findings of deleted calls are left');
  }

  return {
    async deleteCalls(callIds: readonly string[]): Promise<number> {
      const ids = uniqueIds(callIds);
      let deleted = 0;
      for (let first = 0; first < ids.length; first += CALLS_AT_ONCE) {
        const group = ids.slice(first, first + CALLS_AT_ONCE);
        deleted += await deleteDocuments(group);
        await deleteFindings(group);
      }
      return deleted;
    },

    /** Merges segments that hold deleted documents; how soon files go is OpenSearch's. */
    async expungeDeleted(): Promise<void> {
      for (const family of ['calls', 'findings'] as const) {
        const answer = await requests.send(
          {
            method: 'POST',
            path: [names.all(family), '_forcemerge'],
            query: { only_expunge_deletes: true, wait_for_completion: false },
          },
          z.unknown(),
        );
        if (!answer.ok && answer.status !== 404) throw unexpectedRefusal('forcemerge', answer);
      }
    },
  };
}

/** Which of these calls were deleted and must not come back; read in real time. */
export type FindDeleted = (callIds: readonly string[]) => Promise<ReadonlySet<string>>;

export function createFindDeleted({ requests, names }: Pick<DeleteCallsDeps, 'requests' | 'names'>) {
  return async function findDeleted(callIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (callIds.length === 0) return new Set();
    const ids = callIds.map((callId) => documentId(JSON.stringify([TOMBSTONES, callId])));
    const answer = await requests.send(
      { method: 'POST', path: [names.documents, '_mget'], query: { _source: false }, body: { ids } },
      Tombs,
    );
    if (!answer.ok) throw unexpectedRefusal('mget', answer);
    const { docs } = answer.body;
    return new Set(callIds.filter((_, place) => docs[place]?.found === true));
  };
}

function clash(message: string): RecordStoreError {
  return new RecordStoreError('STORE_BUSY', message, { retriable: true });
}
