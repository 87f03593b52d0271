import { z } from 'zod';
import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import type { Review } from '../../../contracts/review.ts';
import { checkReviewWrite } from '../check-review-write.ts';
import { RecordStoreError, type ReviewWrite } from '../port.ts';
import { isSameReview } from '../same-review.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import type { BulkWriter } from './bulk-writer.ts';
import { callDocument } from './call-document.ts';
import { documentId, type IndexNames } from './index-names.ts';
import type { LocateCalls, LocatedCall } from './locate-calls.ts';
import type { ProjectFindings } from './project-findings.ts';
import type { Refresh } from './refresher.ts';
import type { Requests } from './requests.ts';
import { WHOLE } from './search-calls.ts';

export interface ReviewsDeps {
  readonly requests: Requests;
  readonly names: IndexNames;
  readonly locate: LocateCalls;
  readonly write: BulkWriter;
  readonly project: ProjectFindings;
  readonly refreshCalls: Refresh;
  readonly refreshFindings: Refresh;
  readonly now: () => Date;
}

/** How often a call may clash with other writers of the same call before that is a fault. */
const ROUNDS = 30;

const Homes = z.object({
  hits: z.object({
    hits: z.array(z.object({ _source: z.object({ callId: z.string(), home: z.string() }) })),
  }),
});

interface FoundFinding {
  readonly located: LocatedCall;
  readonly stored: StoredFinding;
}

/**
 * RecordStore.getFinding and writeReview over OpenSearch. The findings family only tells where the call is; the review
 * is read from and written to the call, in real time and guarded by its sequence number. Instead of waiting for the
 * next refresh (refresh=wait_for), which an installation may have set to half a minute, a write asks for one that all
 * reviewers of this process share.
 */
export function createReviews(deps: ReviewsDeps) {
  const { requests, names, locate, write, project, refreshCalls, refreshFindings, now } = deps;

  /** Where a call is does not change, so a finding's old entry will do. */
  async function home(findingId: string): Promise<{ callId: string; home: string } | null> {
    const body = {
      query: { ids: { values: [documentId(findingId)] } },
      _source: ['callId', 'home'],
      size: 1,
    };
    const answer = await requests.send(
      { method: 'POST', path: [names.all('findings'), '_search'], query: WHOLE, body },
      Homes,
    );
    if (answer.ok) return answer.body.hits.hits[0]?._source ?? null;
    if (answer.status === 404) return null;
    throw unexpectedRefusal('finding', answer);
  }

  async function find(findingId: string): Promise<FoundFinding | null> {
    const known = await home(findingId);
    if (known === null) await refreshFindings();
    const place = known ?? (await home(findingId));
    if (place === null) return null;
    const located = (await locate.at([place])).get(place.callId);
    const stored = located?.call.findings.find(({ finding }) => finding.id === findingId);
    return located === undefined || stored === undefined ? null : { located, stored };
  }

  /** False when another writer of the call was faster. */
  async function replace({ located, stored }: FoundFinding, written: StoredFinding): Promise<boolean> {
    const { call, dropped, home: month, guard } = located;
    const findings = call.findings.map((each) => (each === stored ? written : each));
    const after: StoredCall = { ...call, findings };
    const [outcome] = await write([
      {
        action: 'index',
        alias: names.writing('calls', month),
        id: documentId(call.record.callId),
        body: callDocument(after, { dropped, before: located.queue, nowMs: now().getTime() }).body,
        guard,
      },
    ]);
    if (outcome?.status === 'refused') {
      throw unexpectedRefusal('review', { status: 400, type: '', reason: outcome.reason });
    }
    if (outcome?.status !== 'done') return false;
    await project([{ call: after, dropped, home: month, version: outcome.version }]);
    return true;
  }

  return {
    async getFinding(findingId: string): Promise<StoredFinding | null> {
      return (await find(findingId))?.stored ?? null;
    },

    async writeReview(findingId: string, review: Review, expectedVersion: number): Promise<ReviewWrite> {
      checkReviewWrite(review, expectedVersion);
      for (let round = 1; round <= ROUNDS; round += 1) {
        const found = await find(findingId);
        if (found === null) return { status: 'not_found' };
        const isThere = isSameReview(found.stored.review, review);
        if (!isThere && found.stored.review.version !== expectedVersion) {
          return { status: 'conflict', finding: found.stored };
        }
        const written = { ...found.stored, review };
        if (isThere || (await replace(found, written))) {
          await refreshCalls();
          return { status: 'written', finding: written };
        }
      }
      throw new RecordStoreError('STORE_BUSY', 'other writers change the same call all the time', {
        retriable: true,
      });
    },
  };
}
