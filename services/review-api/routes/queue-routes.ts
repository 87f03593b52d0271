import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from '../../../contracts/problem.ts';
import {
  FindingGroups,
  Lease,
  NextInput,
  NextItem,
  QueueConflict,
  QueueFilter,
  QueueItem,
  QueuePage,
  QueueQuery,
  WorkMove,
  WorkMoveWithReason,
} from '../../../contracts/queue.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { sendProblem } from '../http/problems.ts';
import { sendRefusal } from '../http/send-refusal.ts';
import {
  decideClaim,
  decideEscalate,
  decidePublish,
  decideRelease,
  decideReopen,
} from '../queue/work-decisions.ts';
import type { WorkQueue } from '../queue/work-queue.ts';

const tags = ['queue'];
const params = z.object({ callId: z.string().max(256) });
const notFound = problemResponse('No call has this id', Problem);
const clash = problemResponse('The call has changed meanwhile, or can not be changed so', QueueConflict);
const byOutbox = { itself: 'by the review outbox' } as const;
const read = { access: 'calls:read', audit: { action: 'search', kind: 'queue' } } as const;
const judge = { access: 'findings:judge', audit: byOutbox } as const;
const manage = { access: 'queue:manage', audit: byOutbox } as const;

/** What can be done to a call over the version that was seen, without saying why. */
const MOVES = [
  {
    verb: 'claim',
    operationId: 'claimCall',
    summary: 'Begin to work on a call',
    description: 'Others keep off until the lease ends; claiming again renews it.',
    config: judge,
    decide: decideClaim,
  },
  {
    verb: 'release',
    operationId: 'releaseCall',
    summary: 'Leave a call to others',
    description: 'A lead may release what somebody else holds.',
    config: judge,
    decide: decideRelease,
  },
  {
    verb: 'publish',
    operationId: 'publishCall',
    summary: 'Publish a reviewed call to its collector',
    description: 'The collector sees the results from now on, and may appeal while the window lasts.',
    config: manage,
    decide: decidePublish,
  },
] as const;

/** The same with a reason. */
const REASONED_MOVES = [
  {
    verb: 'escalate',
    operationId: 'escalateCall',
    summary: 'Hand a call to the leads',
    description: 'The claim ends, and only leads can take the call from now on.',
    config: judge,
    decide: decideEscalate,
  },
  {
    verb: 'reopen',
    operationId: 'reopenCall',
    summary: 'Have a call reviewed again',
    description: 'Every judged finding waits for a verdict again; a published result is taken back.',
    config: manage,
    decide: decideReopen,
  },
] as const;

/** /v1/queue: list, near-duplicates, next; read, claim, release, publish, escalate and reopen one call. */
export function createQueueRoutes(queue: WorkQueue): FastifyPluginAsyncZod {
  return async function queueRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/queue',
      config: read,
      schema: {
        operationId: 'listQueue',
        tags,
        summary: 'List calls to review',
        description:
          'Open calls with their findings, the worst severity first and of equal ones the longest waiting, unless ' +
          'stage and sort say otherwise. dueAt and overdue follow the hours of the settings.',
        querystring: QueueQuery,
        response: { 200: QueuePage },
      },
      handler: async (request) => {
        const page = await queue.list(request.query, identityOf(request));
        noteForAudit(request, { id: 'queue', after: { total: page.total, shown: page.items.length } });
        return page;
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/queue/groups',
      config: read,
      schema: {
        operationId: 'listNearDuplicates',
        tags,
        summary: 'Group open near-duplicates',
        description:
          'Open findings of one rule whose quotes are the same but for spacing, case, width and punctuation, two or ' +
          'more, the largest group first. GET /v1/queue?group=… has the calls of one.',
        querystring: QueueFilter,
        response: { 200: FindingGroups },
      },
      handler: async (request) => {
        noteForAudit(request, { id: 'groups' });
        return queue.groups(request.query, identityOf(request));
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/next',
      config: judge,
      schema: {
        operationId: 'claimNextCall',
        tags,
        summary: 'Claim the best call for me',
        description:
          'One that is given to me first, then one that is given to nobody. Two people never get the same.',
        body: NextInput,
        response: { 200: NextItem },
      },
      handler: async (request) => ({
        item: await queue.next(request.body.filter, identityOf(request)),
      }),
    });

    app.route({
      method: 'GET',
      url: '/v1/queue/calls/:callId',
      config: { access: 'calls:read', audit: { action: 'call_read', kind: 'call', param: 'callId' } },
      schema: {
        operationId: 'getQueueItem',
        tags,
        summary: 'Read how a call stands in the queue',
        description: 'With its history; version goes into changes.',
        params,
        response: { 200: QueueItem, 404: notFound, 409: problemResponse('You review it blindly', Problem) },
      },
      handler: async (request, reply) => {
        const item = await queue.read(request.params.callId, identityOf(request));
        if (item === null) return sendProblem(reply, 'not_found');
        return item === 'blind' ? sendProblem(reply, 'blind_review') : item;
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/calls/:callId/heartbeat',
      config: { access: 'findings:judge', audit: { none: 'only renews a lease that is in the ledger' } },
      schema: {
        operationId: 'renewClaim',
        tags,
        summary: 'Keep a claim',
        description: 'Renews the lease; 409 not_claimed when it has ended or somebody took it over.',
        params,
        response: { 200: Lease, 404: notFound, 409: problemResponse('The claim is lost', Problem) },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const { callId } = request.params;
        if ((await queue.read(callId, identity)) === null) return sendProblem(reply, 'not_found');
        const until = await queue.heartbeat(callId, identity);
        return until === null ? sendProblem(reply, 'not_claimed') : { until };
      },
    });

    for (const { verb, decide, config, ...about } of MOVES)
      app.route({
        method: 'POST',
        url: `/v1/queue/calls/:callId/${verb}`,
        config,
        schema: {
          ...about,
          tags,
          params,
          body: WorkMove,
          response: { 200: QueueItem, 404: notFound, 409: clash },
        },
        handler: async (request, reply) => {
          const { version } = request.body;
          const answer = await queue.change(
            request.params.callId,
            identityOf(request),
            version,
            (call, context) => decide(call, version, context),
          );
          return answer.status === 'done' ? answer.item : sendRefusal(reply, answer);
        },
      });

    for (const { verb, decide, config, ...about } of REASONED_MOVES)
      app.route({
        method: 'POST',
        url: `/v1/queue/calls/:callId/${verb}`,
        config,
        schema: {
          ...about,
          tags,
          params,
          body: WorkMoveWithReason,
          response: { 200: QueueItem, 404: notFound, 409: clash },
        },
        handler: async (request, reply) => {
          const { version, reason } = request.body;
          const answer = await queue.change(
            request.params.callId,
            identityOf(request),
            version,
            (call, context) => decide(call, version, reason, context),
          );
          return answer.status === 'done' ? answer.item : sendRefusal(reply, answer);
        },
      });
  };
}
