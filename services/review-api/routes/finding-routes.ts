import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { StoredFinding } from '../../../contracts/call-record.ts';
import { Problem } from '../../../contracts/problem.ts';
import { VerdictInput } from '../../../contracts/review.ts';
import { ReviewConflict } from '../../../contracts/review-conflict.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { identityOf } from '../access/guard.ts';
import type { Identity } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import { tagged } from '../http/etag.ts';
import { sendProblem } from '../http/problems.ts';
import { sendRefusal } from '../http/send-refusal.ts';
import type { GiveVerdict } from '../reviews/give-verdict.ts';
import { isBlindTo, isShownTo } from '../reviews/shown-to.ts';

export interface FindingRoutesOptions {
  readonly store: Pick<RecordStore, 'getFinding' | 'getCall'>;
  readonly giveVerdict: GiveVerdict;
}

const FindingParams = z.object({ findingId: z.string().max(256) });
const notFound = problemResponse('No finding has this id', Problem);

/** GET /v1/findings/:findingId, POST /v1/findings/:findingId/verdict. */
export function createFindingRoutes({ store, giveVerdict }: FindingRoutesOptions): FastifyPluginAsyncZod {
  async function findFor(identity: Identity, findingId: string): Promise<StoredFinding | 'blind' | null> {
    const stored = await store.getFinding(findingId);
    if (stored === null || !isShownTo(identity, stored)) return null;
    const call = await store.getCall(stored.finding.callId);
    if (call === null || !scopeOf(identity).admits(call.record)) return null;
    return isBlindTo(identity, call) ? 'blind' : stored;
  }

  return async function findingRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/findings/:findingId',
      config: { access: 'calls:read', audit: { action: 'call_read', kind: 'finding', param: 'findingId' } },
      schema: {
        operationId: 'getFinding',
        tags: ['review'],
        summary: 'Read a finding',
        description:
          'With its review; review.version goes into a verdict. Answers 304 to If-None-Match with the ETag of an ' +
          'unchanged finding.',
        params: FindingParams,
        response: {
          200: StoredFinding,
          304: z.null().describe('Unchanged'),
          404: notFound,
          409: problemResponse('You review the call blindly', Problem),
        },
      },
      handler: async (request, reply) => {
        const stored = await findFor(identityOf(request), request.params.findingId);
        if (stored === null) return sendProblem(reply, 'not_found');
        if (stored === 'blind') return sendProblem(reply, 'blind_review');
        return tagged(reply, stored) ? reply.code(304).send(null) : stored;
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/findings/:findingId/verdict',
      config: { access: 'findings:judge', audit: { itself: 'verdict, by the review outbox' } },
      schema: {
        operationId: 'judgeFinding',
        tags: ['review'],
        summary: 'Give a verdict',
        description:
          'Over the version of the review that was seen: when somebody was faster, nothing is written and 409 ' +
          'review_conflict carries the review as it stands and what changed. A verdict may replace an earlier one; ' +
          'the history keeps both.',
        params: FindingParams,
        body: VerdictInput,
        response: {
          200: StoredFinding,
          404: notFound,
          409: problemResponse('The review has changed meanwhile, or takes no verdict', ReviewConflict),
        },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const stored = await findFor(identity, request.params.findingId);
        if (stored === null) return sendProblem(reply, 'not_found');
        if (stored === 'blind') return sendProblem(reply, 'blind_review');
        const { id, role } = identity;
        const answer = await giveVerdict(stored, request.body, { id, role });
        if (answer.status !== 'written') return sendRefusal(reply, answer);
        tagged(reply, answer.finding);
        return answer.finding;
      },
    });
  };
}
