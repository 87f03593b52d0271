import type { StoredCall } from '../../../contracts/call-record.ts';
import { keptParts } from '../kept-parts.ts';
import { RecordStoreError } from '../port.ts';
import { queueHit } from '../queue-fields.ts';
import type { ReviewQueueStore, ReviewsChange } from '../queue-port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import type { BulkWriter } from './bulk-writer.ts';
import { callDocument } from './call-document.ts';
import { inTurn } from './in-turn.ts';
import { documentId, type IndexNames } from './index-names.ts';
import type { LocatedCall } from './locate-calls.ts';
import type { ProjectFindings } from './project-findings.ts';
import type { Refresh } from './refresher.ts';

export interface ChangeReviewsDeps {
  readonly names: IndexNames;
  readonly find: (callId: string) => Promise<LocatedCall | null>;
  readonly write: BulkWriter;
  readonly project: ProjectFindings;
  readonly refreshCalls: Refresh;
  readonly now: () => Date;
}

/** How often a call may clash with writers of other processes before that is a fault. */
const ROUNDS = 30;

type Changes = Pick<ReviewQueueStore, 'queued' | 'changeReviews'>;

/**
 * ReviewQueueStore.changeReviews over OpenSearch: the call document is written while it is as it was read, else read
 * again. Changes of one call go one after the other within this process, so that only other processes can clash.
 */
export function createReviewChanges(deps: ChangeReviewsDeps): Changes {
  const { names, find, write, project, refreshCalls, now } = deps;
  const turns = inTurn();

  /** Since when the written call has its stage; null when another writer was faster. */
  async function replace(before: LocatedCall, call: StoredCall): Promise<number | null> {
    const { dropped, home, guard } = before;
    const { body, queue } = callDocument(call, { dropped, before: before.queue, nowMs: now().getTime() });
    const alias = names.writing('calls', home);
    const id = documentId(call.record.callId);
    const [outcome] = await write([{ action: 'index', alias, id, body, guard }]);
    if (outcome?.status === 'refused') {
      throw unexpectedRefusal('review', { status: 400, type: '', reason: outcome.reason });
    }
    if (outcome?.status !== 'done') return null;
    await project([{ call, dropped, home, version: outcome.version }]);
    return queue.sinceMs;
  }

  return {
    async queued(callId) {
      const located = await find(callId);
      return located && queueHit(located.call, located.queue?.sinceMs ?? 0);
    },

    async changeReviews(callId, change) {
      const changed = await turns(callId, async (): Promise<ReviewsChange> => {
        for (let round = 1; round <= ROUNDS; round += 1) {
          const before = await find(callId);
          if (before === null) return { status: 'not_found' };
          const parts = change(before.call);
          if (parts === null) {
            const hit = queueHit(before.call, before.queue?.sinceMs ?? 0);
            return { status: 'left', call: before.call, hit };
          }
          const call = keptParts(before.call, parts);
          const sinceMs = await replace(before, call);
          if (sinceMs === null) continue;
          return { status: 'written', call, hit: queueHit(call, sinceMs) };
        }
        throw new RecordStoreError('STORE_BUSY', 'other writers change the same call all the time', {
          retriable: true,
        });
      });
      if (changed.status === 'written') await refreshCalls();
      return changed;
    },
  };
}
