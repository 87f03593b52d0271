import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ExportRequest, MOST_EXPORTED_CALLS } from '../../../contracts/export.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { actorOf } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { mayDo } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import type { Exports } from '../exports/create-exports.ts';
import { sendProblem } from '../http/problems.ts';
import { asksForPersonalData } from '../personal-data/search-question.ts';
import { callShownTo } from '../reviews/shown-to.ts';

/** POST /v1/exports. */
export function createExportRoutes(exports: Exports): FastifyPluginAsyncZod {
  return async function exportRoutes(app) {
    app.route({
      method: 'POST',
      url: '/v1/exports',
      config: { access: 'evidence:export', audit: { itself: 'export, before the file is made' } },
      schema: {
        operationId: 'exportCalls',
        tags: ['evidence'],
        summary: 'Export a search',
        description:
          'What a search finds as a table, one row a call, with the search that made it, who, when and why, the ' +
          'rulebooks and the place in the ledger ahead of it. Personal data is masked as in every answer. At most ' +
          `${MOST_EXPORTED_CALLS} calls: count first with GET /v1/calls/count.`,
        body: ExportRequest,
        response: {
          200: {
            description: 'The table',
            content: {
              'text/csv': { schema: z.any() },
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: z.any() },
            },
          },
          413: problemResponse('The search finds too many calls', Problem),
        },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const { query } = request.body;
        const asksForMasked = query.text !== undefined && asksForPersonalData(query.text);
        if (asksForMasked && !mayDo(identity, 'personal_data:reveal'))
          return sendProblem(reply, 'personal_data_search');
        const made = await exports.export({
          request: request.body,
          query: scopeOf(identity).filter(query),
          actor: actorOf(request),
          mask: (value) => request.masked(value),
          shown: (call) => callShownTo(identity, call),
        });
        if (made.status === 'too_many')
          return sendProblem(reply, 'too_large', {
            detail: `The search finds ${made.total} calls; at most ${MOST_EXPORTED_CALLS} go into a file. Part it by from and to.`,
          });
        reply.header('content-disposition', `attachment; filename="${made.filename}"`);
        return reply.type(made.mediaType).send(made.bytes);
      },
    });
  };
}
