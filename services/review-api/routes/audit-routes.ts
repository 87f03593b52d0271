import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { WHOLE_SCOPE } from '../../../contracts/access.ts';
import { LedgerPage, LedgerQuery } from '../../../contracts/ledger.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { isWithin } from '../access/scope-of.ts';
import { sendProblem } from '../http/problems.ts';
import type { Ledger } from '../ledger/create-ledger.ts';
import { searchFact } from '../ledger/search-fact.ts';

/** GET /v1/audit. */
export function createAuditRoutes(ledger: Pick<Ledger, 'read'>): FastifyPluginAsyncZod {
  return async function auditRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/audit',
      config: { access: 'audit:read', audit: { action: 'audit_read', kind: 'audit' } },
      schema: {
        operationId: 'readAudit',
        tags: ['audit'],
        summary: 'Read the ledger',
        description:
          'Who did what to what, when and why, a page at a time, the newest first unless told otherwise. Go on with ' +
          'nextCursor until it is null. Each entry holds the hash of the one before; `callwarden audit verify` ' +
          'checks the whole chain. Only for who has no scope.',
        querystring: LedgerQuery,
        response: { 200: LedgerPage },
      },
      handler: async (request, reply) => {
        if (!isWithin(WHOLE_SCOPE, identityOf(request).scope))
          return sendProblem(reply, 'whole_scope_needed');
        const { order, limit, cursor, ...filter } = request.query;
        const entries = await ledger.read({ filter, order, limit, after: cursor });
        noteForAudit(request, searchFact({ ...filter, order, cursor }));
        const last = entries.length === limit ? entries.at(-1) : undefined;
        return { entries: [...entries], nextCursor: last?.seq ?? null };
      },
    });
  };
}
