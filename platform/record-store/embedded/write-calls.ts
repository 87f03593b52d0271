import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { amendCall, decideWrite, reopenedEvents } from '../amend-call.ts';
import { checkOutcome } from '../check-outcome.ts';
import { TOMBSTONES } from '../deleted-calls.ts';
import type { CallOutcome, WriteResult } from '../port.ts';
import { putCall } from './put-call.ts';
import { readCall } from './read-call.ts';
import type { Transactions } from './transactions.ts';

/** Calls in one transaction: SQLite works in this process, so others get a turn in between. */
const CALLS_AT_ONCE = 50;

export interface WriteCallsDeps {
  readonly db: DatabaseSync;
  readonly transactions: Transactions;
  readonly now: () => Date;
}

/** RecordStore.writeCalls over SQLite: each group of calls is written whole or not at all. */
export function createWriteCalls({ db, transactions, now }: WriteCallsDeps) {
  return async function writeCalls(
    outcomes: readonly CallOutcome[],
    { supersede = false }: { readonly supersede?: boolean } = {},
  ): Promise<readonly WriteResult[]> {
    const results: WriteResult[] = [];
    for (let first = 0; first < outcomes.length; first += CALLS_AT_ONCE) {
      if (first > 0) await nextTurn();
      const group = outcomes.slice(first, first + CALLS_AT_ONCE).map(checkOutcome);
      const written = await transactions.write(() =>
        group.map(
          (checked): WriteResult =>
            checked.ok
              ? writeCall(db, checked.call, supersede, now)
              : { status: 'refused', reason: checked.reason },
        ),
      );
      results.push(...written);
    }
    return results;
  };
}

function writeCall(db: DatabaseSync, incoming: StoredCall, supersede: boolean, now: () => Date): WriteResult {
  const stored = readCall(db, incoming.record.callId);
  if (stored === null) {
    if (wasDeleted(db, incoming.record.callId)) return { status: 'stale' };
    putCall(db, incoming, null, now().getTime());
    return { status: 'created' };
  }
  const decision = decideWrite(stored.call.record, incoming.record, supersede);
  if (decision === 'stale') return { status: 'stale' };
  if (decision === 'unchanged') {
    return { status: 'unchanged', reopened: reopenedEvents(stored.call.findings) };
  }
  const at = now();
  const amended = amendCall(stored.call, incoming, at.toISOString());
  putCall(db, amended, stored.id, at.getTime());
  return { status: 'amended', reopened: reopenedEvents(amended.findings) };
}

function wasDeleted(db: DatabaseSync, callId: string): boolean {
  return (
    db.prepare('SELECT 1 FROM documents WHERE kind = ? AND id = ?').get(TOMBSTONES, callId) !== undefined
  );
}
