import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { StoredFinding } from '../../../contracts/call-record.ts';
import { Problem } from '../../../contracts/problem.ts';
import { CommentInput, MissedViolation } from '../../../contracts/review.ts';
import { ReviewConflict } from '../../../contracts/review-conflict.ts';
import { DraftInput, ReviewDraft } from '../../../contracts/review-draft.ts';
import {
  FilterName,
  SavedFilter,
  SavedFilterInput,
  SavedFilterList,
} from '../../../contracts/saved-filter.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { identityOf } from '../access/guard.ts';
import type { Identity } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import type { ReviewWork } from '../create-review-work.ts';
import { sendProblem } from '../http/problems.ts';
import { sendRefusal } from '../http/send-refusal.ts';
import { isShownTo } from '../reviews/shown-to.ts';

export interface ReviewerRoutesOptions extends Pick<ReviewWork, 'acts' | 'drafts' | 'filters'> {
  readonly store: Pick<RecordStore, 'getFinding' | 'getCall'>;
}

const CallParams = z.object({ callId: z.string().max(256) });
const FindingParams = z.object({ findingId: z.string().max(256) });
export const FilterParams = z.object({ name: FilterName });
const noCall = problemResponse('No call has this id', Problem);
const judge = { access: 'findings:judge', audit: { itself: 'by the review outbox' } } as const;
const own = { access: 'findings:judge', audit: { none: 'unfinished, seen by its author only' } } as const;
const filter = { access: 'findings:judge', audit: { none: 'a view of the queue, no change of it' } } as const;

/** Missed violations and comments; drafts of a review; filters of the queue under names. */
export function createReviewerRoutes(options: ReviewerRoutesOptions): FastifyPluginAsyncZod {
  const { acts, drafts, filters, store } = options;

  async function maySee(identity: Identity, callId: string): Promise<boolean> {
    const call = await store.getCall(callId);
    return call !== null && scopeOf(identity).admits(call.record);
  }

  return async function reviewerRoutes(app) {
    app.route({
      method: 'POST',
      url: '/v1/calls/:callId/findings',
      config: judge,
      schema: {
        operationId: 'addFinding',
        tags: ['review'],
        summary: 'Add a violation that the rulebook missed',
        description:
          'It becomes a finding of source reviewer, confirmed by you, and stays when the call is analysed again.',
        params: CallParams,
        body: MissedViolation,
        response: {
          201: StoredFinding,
          404: noCall,
          409: problemResponse('It is there already, or the call takes no change now', Problem),
        },
      },
      handler: async (request, reply) => {
        const answer = await acts.addMissed(request.params.callId, request.body, identityOf(request));
        return answer.status === 'done' ? reply.code(201).send(answer.finding) : sendRefusal(reply, answer);
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/findings/:findingId/comments',
      config: judge,
      schema: {
        operationId: 'commentFinding',
        tags: ['review'],
        summary: 'Comment on a finding',
        description: 'The verdict stays as it is; the comment stands in the history.',
        params: FindingParams,
        body: CommentInput,
        response: {
          200: StoredFinding,
          404: problemResponse('No finding has this id', Problem),
          409: problemResponse('The review has changed meanwhile', ReviewConflict),
        },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const stored = await store.getFinding(request.params.findingId);
        if (
          stored === null ||
          !isShownTo(identity, stored) ||
          !(await maySee(identity, stored.finding.callId))
        )
          return sendProblem(reply, 'not_found');
        const answer = await acts.comment(stored, request.body, identity);
        return answer.status === 'done' ? answer.finding : sendRefusal(reply, answer);
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/calls/:callId/draft',
      config: own,
      schema: {
        operationId: 'getDraft',
        tags: ['review'],
        summary: 'Read my unfinished review of a call',
        description: 'Nobody else sees it; empty with version 0 when there is none.',
        params: CallParams,
        response: { 200: ReviewDraft, 404: noCall },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const { callId } = request.params;
        if (!(await maySee(identity, callId))) return sendProblem(reply, 'not_found');
        return drafts.read(identity.id, callId);
      },
    });

    app.route({
      method: 'PUT',
      url: '/v1/calls/:callId/draft',
      config: own,
      schema: {
        operationId: 'saveDraft',
        tags: ['review'],
        summary: 'Save my unfinished review of a call',
        description: 'Over the version that was seen; version 0 for the first. Nothing follows from a draft.',
        params: CallParams,
        body: DraftInput,
        response: {
          200: ReviewDraft,
          404: noCall,
          409: problemResponse('Saved elsewhere meanwhile', Problem),
        },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const { callId } = request.params;
        if (!(await maySee(identity, callId))) return sendProblem(reply, 'not_found');
        const { saved, draft } = await drafts.save(identity.id, callId, request.body);
        return saved ? draft : sendProblem(reply, 'draft_conflict');
      },
    });

    app.route({
      method: 'DELETE',
      url: '/v1/calls/:callId/draft',
      config: own,
      schema: {
        operationId: 'deleteDraft',
        tags: ['review'],
        summary: 'Throw my unfinished review of a call away',
        params: CallParams,
        response: { 204: z.null().describe('Gone') },
      },
      handler: async (request, reply) => {
        await drafts.remove(identityOf(request).id, request.params.callId);
        return reply.code(204).send(null);
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/queue/filters',
      config: filter,
      schema: {
        operationId: 'listFilters',
        tags: ['queue'],
        summary: 'List saved filters of the queue',
        description: 'My own, then those that others share.',
        response: { 200: SavedFilterList },
      },
      handler: async (request) => ({ filters: [...(await filters.visibleTo(identityOf(request).id))] }),
    });

    app.route({
      method: 'PUT',
      url: '/v1/queue/filters/:name',
      config: filter,
      schema: {
        operationId: 'saveFilter',
        tags: ['queue'],
        summary: 'Save a filter of the queue under a name',
        description: 'Over the version that was seen; version 0 for a new name.',
        params: FilterParams,
        body: SavedFilterInput,
        response: { 200: SavedFilter, 409: problemResponse('Saved elsewhere meanwhile', Problem) },
      },
      handler: async (request, reply) =>
        (await filters.save(identityOf(request).id, request.params.name, request.body)) ??
        sendProblem(reply, 'filter_conflict'),
    });

    app.route({
      method: 'DELETE',
      url: '/v1/queue/filters/:name',
      config: filter,
      schema: {
        operationId: 'deleteFilter',
        tags: ['queue'],
        summary: 'Delete a saved filter of mine',
        params: FilterParams,
        response: { 204: z.null().describe('Gone') },
      },
      handler: async (request, reply) => {
        await filters.remove(identityOf(request).id, request.params.name);
        return reply.code(204).send(null);
      },
    });
  };
}
