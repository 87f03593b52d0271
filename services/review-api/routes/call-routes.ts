import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { StoredCall } from '../../../contracts/call-record.ts';
import { CallCount, CallFilter, CallPage, CallQuery, Facets } from '../../../contracts/call-search.ts';
import { Problem } from '../../../contracts/problem.ts';
import { Tombstone } from '../../../contracts/retention.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { scopeOf } from '../access/scope-of.ts';
import { tagged } from '../http/etag.ts';
import { sendProblem } from '../http/problems.ts';
import { searchFact } from '../ledger/search-fact.ts';
import type { ReadTombstone } from '../retention/read-tombstone.ts';
import { callShownTo, isBlindTo } from '../reviews/shown-to.ts';

const access = 'calls:read' as const;
const searched = { access, audit: { action: 'search', kind: 'calls' } } as const;

/** GET /v1/calls, /v1/calls/count, /v1/calls/facets, /v1/calls/:callId. */
export function createCallRoutes(
  store: Pick<RecordStore, 'search' | 'facets' | 'getCall'>,
  readTombstone: ReadTombstone,
): FastifyPluginAsyncZod {
  return async function callRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/calls',
      config: searched,
      schema: {
        operationId: 'searchCalls',
        tags: ['calls'],
        summary: 'Search calls',
        description:
          'A page of calls with where the text was said and how their findings stand. Go on with nextCursor until it ' +
          'is null; a cursor stays valid while calls are added.',
        querystring: CallQuery,
        response: { 200: CallPage },
      },
      handler: async (request) => {
        const page = await store.search(scopeOf(identityOf(request)).filter(request.query));
        const { id, after } = searchFact(request.query);
        noteForAudit(request, { id, after: { ...after, total: page.total, shown: page.hits.length } });
        return page;
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/calls/count',
      config: searched,
      schema: {
        operationId: 'countMatches',
        tags: ['calls'],
        summary: 'Count calls',
        description: 'How many calls a search finds, without any of them: before they are paged or exported.',
        querystring: CallFilter,
        response: { 200: CallCount },
      },
      handler: async (request) => {
        const filter = scopeOf(identityOf(request)).filter(request.query);
        const { total } = await store.search({ ...filter, sort: 'newest', limit: 1 });
        const { id, after } = searchFact(request.query);
        noteForAudit(request, { id, after: { ...after, total } });
        return { total };
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/calls/facets',
      config: searched,
      schema: {
        operationId: 'countCalls',
        tags: ['calls'],
        summary: 'Count calls by what they have',
        description:
          'Calls per category, severity, rule … under a filter, the most frequent first, at most 50 each.',
        querystring: CallFilter,
        response: { 200: Facets },
      },
      handler: async (request) => {
        noteForAudit(request, searchFact(request.query));
        return store.facets(scopeOf(identityOf(request)).filter(request.query));
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/calls/:callId',
      config: { access, audit: { action: 'call_read', kind: 'call', param: 'callId' } },
      schema: {
        operationId: 'getCall',
        tags: ['calls'],
        summary: 'Read a call',
        description:
          'The record, the transcript and dialogue facts when the call is kept in full, and the findings with their ' +
          'review. Answers 304 to If-None-Match with the ETag of an unchanged call.',
        params: z.object({ callId: z.string().max(256) }),
        response: {
          200: StoredCall,
          304: z.null().describe('Unchanged'),
          404: problemResponse('No call has this id', Problem),
          409: problemResponse('You review it blindly', Problem),
          410: problemResponse('The call was deleted', Problem.extend({ tombstone: Tombstone })),
        },
      },
      handler: async (request, reply) => {
        const stored = await store.getCall(request.params.callId);
        const identity = identityOf(request);
        const proof = stored === null ? await readTombstone(request.params.callId) : null;
        if (proof !== null && scopeOf(identity).admits(proof.tombstone))
          return sendProblem(reply, 'call_deleted', { members: { tombstone: proof.tombstone } });
        if (stored === null || !scopeOf(identity).admits(stored.record))
          return sendProblem(reply, 'not_found');
        if (isBlindTo(identity, stored)) return sendProblem(reply, 'blind_review');
        const call = callShownTo(identity, stored);
        return tagged(reply, call) ? reply.code(304).send(null) : call;
      },
    });
  };
}
