import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StoredCall } from '../../../contracts/call-record.ts';
import type { Finding } from '../../../contracts/finding.ts';
import { Problem } from '../../../contracts/problem.ts';
import { FindingReplay } from '../../../contracts/review-replay.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { identityOf } from '../access/guard.ts';
import { scopeOf } from '../access/scope-of.ts';
import { sendProblem } from '../http/problems.ts';
import { callShownTo } from '../reviews/shown-to.ts';

/** Runs the analyzer again over a call that is kept in full, and compares one of its findings byte for byte. */
export type ExplainFinding = (call: StoredCall, finding: Finding) => Promise<FindingReplay>;

export interface ExplainRoutesOptions {
  readonly store: Pick<RecordStore, 'getCall'>;
  readonly explain: ExplainFinding;
}

const id = z.string().max(256);

/** GET /v1/calls/:callId/findings/:findingId/explain. */
export function createExplainRoutes({ store, explain }: ExplainRoutesOptions): FastifyPluginAsyncZod {
  return async function explainRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/calls/:callId/findings/:findingId/explain',
      config: {
        access: 'findings:explain',
        audit: { action: 'call_read', kind: 'finding', param: 'findingId' },
      },
      schema: {
        operationId: 'explainFinding',
        tags: ['review'],
        summary: 'Replay a finding',
        description:
          'Runs the analyzer again over the stored transcript and says whether it makes the same finding byte for ' +
          'byte; if not, where it differs (another rulebook in force, for example).',
        params: z.object({ callId: id, findingId: id }),
        response: {
          200: FindingReplay,
          404: problemResponse('No such finding in this call', Problem),
          409: problemResponse('The transcript is not kept', Problem),
        },
      },
      handler: async (request, reply) => {
        const { callId, findingId } = request.params;
        const stored = await store.getCall(callId);
        const identity = identityOf(request);
        const isAdmitted = stored !== null && scopeOf(identity).admits(stored.record);
        const call = isAdmitted ? callShownTo(identity, stored) : null;
        const found = call?.findings.find(({ finding }) => finding.id === findingId);
        if (stored === null || found === undefined) return sendProblem(reply, 'not_found');
        if (stored.transcript === null) return sendProblem(reply, 'transcript_not_kept');
        return explain(stored, found.finding);
      },
    });
  };
}
