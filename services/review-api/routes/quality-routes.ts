import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { AgreementReport, QualityQuery, QualityReport } from '../../../contracts/quality.ts';
import { identityOf } from '../access/guard.ts';
import { sendProblem } from '../http/problems.ts';
import { isTooLong, MAX_QUALITY_DAYS, type Quality } from '../quality/quality.ts';

const tags = ['quality'];
const config = { access: 'quality:read', audit: { none: 'figures of many calls' } } as const;
const TOO_LONG = {
  errors: [{ field: 'from', reason: `lies more than ${MAX_QUALITY_DAYS} days back`, mend: 'ask for less' }],
};

/** GET /v1/quality/rules, /v1/quality/agreement. */
export function createQualityRoutes(quality: Quality): FastifyPluginAsyncZod {
  return async function qualityRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/quality/rules',
      config,
      schema: {
        operationId: 'getRuleQuality',
        tags,
        summary: 'Precision and estimated recall of rule versions',
        description:
          'Precision from verdicts with Wilson intervals at 95 %; recall estimated from the blind sample of unflagged ' +
          'calls, with bounds that take both intervals at their worst.',
        querystring: QualityQuery,
        response: { 200: QualityReport },
      },
      handler: async (request, reply) =>
        isTooLong(request.query, new Date())
          ? sendProblem(reply, 'invalid_request', TOO_LONG)
          : quality.rules(request.query, identityOf(request)),
    });

    app.route({
      method: 'GET',
      url: '/v1/quality/agreement',
      config,
      schema: {
        operationId: 'getAgreement',
        tags,
        summary: 'Agreement of independent verdicts',
        description:
          "Cohen's and Fleiss' kappa and Krippendorff's alpha of first and blind second verdicts, overall, by rule and " +
          'by reviewer.',
        querystring: QualityQuery,
        response: { 200: AgreementReport },
      },
      handler: async (request, reply) =>
        isTooLong(request.query, new Date())
          ? sendProblem(reply, 'invalid_request', TOO_LONG)
          : quality.agreement(request.query, identityOf(request)),
    });
  };
}
