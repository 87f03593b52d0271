import assert from 'node:assert/strict';
import type { StoredCall } from '../../../../contracts/call-record.ts';
import type { CallFilter, CallPage, CallQuery } from '../../../../contracts/call-search.ts';
import type { Review, ReviewState, Verdict } from '../../../../contracts/review.ts';
import type { RecordStore } from '../../../../platform/record-store/port.ts';

export interface StoreUnderTest {
  readonly store: RecordStore;
  /** A second adapter on the same data, as another process has it. */
  another(): Promise<RecordStore>;
  /** Resolves when searches see all that was written. */
  settle(): Promise<void>;
}

/** Opens a store that is empty. Whoever gives it closes and removes it after the tests. */
export type OpenStore = () => Promise<StoreUnderTest>;

/** Writes calls that must all be new, and waits until searches see them. */
export async function fill({ store, settle }: StoreUnderTest, calls: readonly StoredCall[]): Promise<void> {
  for (let first = 0; first < calls.length; first += 500) {
    const results = await store.writeCalls(calls.slice(first, first + 500));
    assert.deepEqual(new Set(results.map(({ status }) => status)), new Set(['created']));
  }
  await settle();
}

export function find(store: RecordStore, query: Partial<CallQuery>): Promise<CallPage> {
  return store.search({ sort: 'newest', limit: 500, ...query });
}

export async function foundIds(store: RecordStore, filter: CallFilter): Promise<string[]> {
  return (await find(store, filter)).hits.map(({ record }) => record.callId);
}

/** Everything a store holds, as one text. */
export async function contentOf(store: RecordStore): Promise<string> {
  const calls: StoredCall[] = [];
  for await (const call of store.scan({})) calls.push(call);
  return JSON.stringify(calls);
}

/** The review after one more verdict. */
export function judged(before: Review, state: ReviewState, verdict: Verdict, by = 'off-1'): Review {
  const version = before.version + 1;
  const at = '2026-11-03T09:00:00+08:00';
  return {
    state,
    version,
    verdict,
    reviewer: by,
    reviewedAt: at,
    history: [
      ...before.history,
      {
        id: `event-${by}-${version}`,
        kind: 'verdict',
        callId: 'call-1',
        findingId: 'finding-1',
        evidenceHash: 'evidence-1',
        verdict,
        actor: { id: by, role: 'officer' },
        at,
        version,
      },
    ],
  };
}
