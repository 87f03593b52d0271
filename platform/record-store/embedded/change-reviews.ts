import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { keptParts } from '../kept-parts.ts';
import { queueHit } from '../queue-fields.ts';
import type { ReviewsChange } from '../queue-port.ts';
import { putReviews } from './put-call.ts';
import { parseRow, readCall } from './read-call.ts';
import type { Transactions } from './transactions.ts';

export interface ChangeReviewsDeps {
  readonly db: DatabaseSync;
  readonly transactions: Transactions;
  readonly now: () => Date;
}

const Since = z.object({ stage_since_ms: z.number() });

/** ReviewQueueStore.changeReviews over SQLite: the write lock makes one order of all changes. */
export function createChangeReviews({ db, transactions, now }: ChangeReviewsDeps) {
  return async function changeReviews(
    callId: string,
    change: (call: StoredCall) => Pick<StoredCall, 'findings' | 'work'> | null,
  ): Promise<ReviewsChange> {
    return transactions.write((): ReviewsChange => {
      const stored = readCall(db, callId);
      if (stored === null) return { status: 'not_found' };
      const parts = change(stored.call);
      const call = parts === null ? stored.call : keptParts(stored.call, parts);
      if (parts !== null) putReviews(db, call, stored.id, now().getTime());
      const row = db.prepare('SELECT stage_since_ms FROM calls WHERE id = ?').get(stored.id);
      const { stage_since_ms } = parseRow(Since, row ?? {});
      return {
        status: parts === null ? 'left' : 'written',
        call,
        hit: queueHit(call, stage_since_ms),
      };
    });
  };
}
