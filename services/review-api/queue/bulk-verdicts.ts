import { z } from 'zod';
import type { StoredFinding } from '../../../contracts/call-record.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { BulkResult, BulkVerdictInput } from '../../../contracts/queue.ts';
import { NEW_REVIEW, type Review, type ReviewEvent } from '../../../contracts/review.ts';
import { OffsetDateTime } from '../../../contracts/text.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { type Identity, mayDo } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import { applyReviewEvent, standingOf } from '../reviews/apply-events.ts';
import type { ChangeCall } from '../reviews/change-call.ts';
import type { GiveVerdict, VerdictAnswer } from '../reviews/give-verdict.ts';
import { conflictOf, type Refusal, whyNotNow } from '../reviews/judge-finding.ts';
import { findingEvent } from '../reviews/review-events.ts';
import { isShownTo } from '../reviews/shown-to.ts';
import type { ReviewSettingsKeeper } from './review-settings-keeper.ts';

type Result = BulkResult['results'][number];

const Bulk = z.strictObject({ by: z.string(), at: OffsetDateTime, findings: z.array(z.string()) });

export interface BulkVerdicts {
  /** One verdict on many findings; each is taken or refused for itself. Null for a reason that is not offered. */
  judge(input: BulkVerdictInput, identity: Identity): Promise<BulkResult | null>;
  /** Takes a bulk back where nothing happened since: what held before holds again. Null: no such bulk of theirs. */
  undo(bulkId: string, identity: Identity): Promise<BulkResult | null>;
}

export interface BulkVerdictsOptions {
  readonly store: DocumentStore & Pick<RecordStore, 'getFinding' | 'getCall'>;
  readonly giveVerdict: GiveVerdict;
  readonly changeCall: ChangeCall;
  readonly settings: Pick<ReviewSettingsKeeper, 'current'>;
  readonly now: () => Date;
}

export function createBulkVerdicts({
  store,
  giveVerdict,
  changeCall,
  settings,
  now,
}: BulkVerdictsOptions): BulkVerdicts {
  const documents = createKeptDocuments(store, 'bulk-verdict', Bulk);

  async function find(findingId: string, identity: Identity): Promise<StoredFinding | null> {
    const stored = await store.getFinding(findingId);
    if (stored === null || !isShownTo(identity, stored)) return null;
    const call = await store.getCall(stored.finding.callId);
    return call !== null && scopeOf(identity).admits(call.record) ? stored : null;
  }

  async function takeBack(stored: StoredFinding, bulkId: string, identity: Identity): Promise<Result> {
    const findingId = stored.finding.id;
    const actor = { id: identity.id, role: identity.role };
    const at = now();
    const changed = await changeCall<Refusal>(stored.finding.callId, (call) => {
      const current = call.findings.find(({ finding }) => finding.id === findingId);
      if (current === undefined) return { status: 'not_found' };
      const { history } = current.review;
      const last = history.at(-1);
      const taken = history.find((event) => event.bulk === bulkId && event.kind === 'verdict');
      if (taken === undefined || last !== taken) return conflictOf(current.review, taken?.version ?? 0);
      const refusal = whyNotNow(call, current, taken.version, { actor, at });
      if (refusal !== null) return refusal;
      const undone = findingEvent(current, {
        kind: 'undone',
        undoes: taken.id,
        restores: standingOf(reviewBefore(history, taken)),
        bulk: bulkId,
        actor,
        at: at.toISOString(),
      });
      return { status: 'events', events: [undone] };
    });
    if (changed.status !== 'done') return resultOf(findingId, changed);
    const written = changed.call.findings.find(({ finding }) => finding.id === findingId);
    return { findingId, status: 'done', ...(written && { version: written.review.version }) };
  }

  return {
    async judge({ findings, ...verdict }, identity) {
      const actor = { id: identity.id, role: identity.role };
      const { dismissReasons } = await settings.current();
      const isOffered = dismissReasons.some(({ code, offered }) => offered && code === verdict.reason);
      if (verdict.reason !== undefined && !isOffered) return null;
      const at = now().toISOString();
      const ids = findings.map(({ findingId }) => findingId);
      const bulkId = contentHash({ by: actor.id, at, findings }).slice(0, 22);
      await documents.create(bulkId, { by: actor.id, at, findings: ids });
      const results: Result[] = [];
      for (const { findingId, version } of findings) {
        const stored = await find(findingId, identity);
        results.push(
          stored === null
            ? { findingId, status: 'not_found' }
            : resultOf(findingId, await giveVerdict(stored, { ...verdict, version }, actor, bulkId)),
        );
      }
      return { bulkId, results };
    },

    async undo(bulkId, identity) {
      const bulk = await documents.get(bulkId);
      const isTheirs = bulk?.body.by === identity.id || mayDo(identity, 'queue:manage');
      if (bulk === null || !isTheirs) return null;
      const results: Result[] = [];
      for (const findingId of bulk.body.findings) {
        const stored = await find(findingId, identity);
        results.push(
          stored === null ? { findingId, status: 'not_found' } : await takeBack(stored, bulkId, identity),
        );
      }
      return { bulkId, results };
    },
  };
}

/** The review as it was before an event of its history. */
function reviewBefore(history: readonly ReviewEvent[], event: ReviewEvent): Review {
  return history.slice(0, history.indexOf(event)).reduce(applyReviewEvent, NEW_REVIEW);
}

function resultOf(findingId: string, answer: VerdictAnswer): Result {
  switch (answer.status) {
    case 'written':
      return { findingId, status: 'done', version: answer.finding.review.version };
    case 'conflict': {
      const { review, changed } = answer;
      return { findingId, status: 'conflict', version: review.version, review, changed: [...changed] };
    }
    case 'blind':
    case 'invalid':
      return { findingId, status: 'not_found' };
    case 'closed':
    case 'superseded':
    case 'claimed_by_other':
    case 'not_found':
      return { findingId, status: answer.status };
  }
}
