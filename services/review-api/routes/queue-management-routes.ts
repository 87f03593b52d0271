import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from '../../../contracts/problem.ts';
import {
  AssignInput,
  BulkResult,
  BulkVerdictInput,
  TakeOverInput,
  WorkResults,
} from '../../../contracts/queue.ts';
import { KeptReviewSettings } from '../../../contracts/review-settings.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import type { ReviewWork } from '../create-review-work.ts';
import { sendProblem } from '../http/problems.ts';

const tags = ['queue'];
const byOutbox = { itself: 'by the review outbox, call by call' } as const;
const judge = { access: 'findings:judge', audit: byOutbox } as const;
const manage = { access: 'queue:manage', audit: byOutbox } as const;

const UNKNOWN_REASON = {
  field: 'reason',
  reason: 'is not among the reasons of the settings',
  mend: 'take one of GET /v1/review-settings that is offered',
};

type Managed = Pick<ReviewWork, 'assign' | 'takeOver' | 'bulk' | 'settings'>;

/** /v1/queue: assign, take over, verdicts on many and their undoing; /v1/review-settings. */
export function createQueueManagementRoutes(work: Managed): FastifyPluginAsyncZod {
  const { assign, takeOver, bulk, settings } = work;
  return async function queueManagementRoutes(app) {
    app.route({
      method: 'POST',
      url: '/v1/queue/assign',
      config: manage,
      schema: {
        operationId: 'assignCalls',
        tags,
        summary: 'Give calls to people',
        description:
          'To one, to several in turn, or as the rules of the settings say. Each call is changed or refused for itself; ' +
          'nobody gets a call that they may not judge.',
        body: AssignInput,
        response: { 200: WorkResults },
      },
      handler: async (request) => assign(request.body, identityOf(request)),
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/take-over',
      config: manage,
      schema: {
        operationId: 'takeOverCalls',
        tags,
        summary: 'Act for an absent reviewer',
        description: 'Every open call that the reviewer holds or was given goes to you, or to whom you name.',
        body: TakeOverInput,
        response: { 200: WorkResults },
      },
      handler: async (request) => takeOver(request.body, identityOf(request)),
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/bulk-verdicts',
      config: judge,
      schema: {
        operationId: 'judgeMany',
        tags,
        summary: 'Give one verdict on many findings',
        description:
          'Each over the version that was seen; those that changed meanwhile are left as they are, and say how that is. ' +
          'bulkId undoes it.',
        body: BulkVerdictInput,
        response: { 200: BulkResult },
      },
      handler: async (request, reply) =>
        (await bulk.judge(request.body, identityOf(request))) ??
        sendProblem(reply, 'invalid_request', { errors: [UNKNOWN_REASON] }),
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/bulk-verdicts/:bulkId/undo',
      config: judge,
      schema: {
        operationId: 'undoMany',
        tags,
        summary: 'Take a verdict on many back',
        description:
          'What held before holds again, as a new fact, wherever nothing happened since. For whoever gave it, and leads.',
        params: z.object({ bulkId: z.string().max(100) }),
        response: { 200: BulkResult, 404: problemResponse('No such bulk of yours', Problem) },
      },
      handler: async (request, reply) =>
        (await bulk.undo(request.params.bulkId, identityOf(request))) ?? sendProblem(reply, 'not_found'),
    });

    app.route({
      method: 'GET',
      url: '/v1/review-settings',
      config: { access: 'calls:read', audit: { none: 'how review works here, no call' } },
      schema: {
        operationId: 'getReviewSettings',
        tags,
        summary: 'Read how review works here',
        description:
          'Due times, leases, publication, appeals, second opinions, assignment, reasons to dismiss.',
        response: { 200: KeptReviewSettings },
      },
      handler: async () => settings.read(),
    });

    app.route({
      method: 'PUT',
      url: '/v1/review-settings',
      config: {
        access: 'queue:manage',
        audit: { action: 'settings_change', kind: 'review-settings' },
      },
      schema: {
        operationId: 'replaceReviewSettings',
        tags,
        summary: 'Set how review works here',
        description: 'Over the version that was seen. Deadlines that were promised already stay.',
        body: KeptReviewSettings,
        response: {
          200: KeptReviewSettings,
          409: problemResponse('The settings have changed meanwhile', Problem),
        },
      },
      handler: async (request, reply) => {
        const before = await settings.read();
        const { written, kept } = await settings.replace(request.body.settings, request.body.version);
        if (!written) return sendProblem(reply, 'settings_conflict');
        noteForAudit(request, { id: 'current', before: outline(before), after: outline(kept) });
        return kept;
      },
    });
  };
}

/** The settings without what may be too long for one entry of the ledger. */
function outline({ version, settings }: KeptReviewSettings): object {
  const { dismissReasons, assignment, ...rest } = settings;
  const reasons = dismissReasons.filter(({ offered }) => offered).map(({ code }) => code);
  return {
    ...rest,
    version,
    dismissReasons: reasons,
    assignment: { automatic: assignment.automatic, rules: assignment.rules.length },
  };
}
