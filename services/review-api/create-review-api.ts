import { randomUUID } from 'node:crypto';
import cookiePlugin from '@fastify/cookie';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type FastifyInstance, type FastifyPluginAsync, fastify } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { Health } from '../../platform/lifecycle/create-lifecycle.ts';
import { createHealthRoutes } from '../../platform/lifecycle/health-routes.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import { auditRequests } from './access/audit-requests.ts';
import { type Access, declareAccess, guard } from './access/guard.ts';
import { createIdentify } from './access/identity.ts';
import { createSessionCookie } from './access/session-cookie.ts';
import type { ReviewServices } from './create-review-services.ts';
import type { Evidence } from './evidence/create-evidence.ts';
import { createExports } from './exports/create-exports.ts';
import { answerFaults, createFaultAnswer } from './http/answer-faults.ts';
import { checkRequest } from './http/check-request.ts';
import { answerClientError } from './http/client-error.ts';
import { openApi } from './http/openapi.ts';
import type { Doors } from './open-doors.ts';
import { maskAnswers } from './reveals/mask-answers.ts';
import { createAccountRoutes } from './routes/account-routes.ts';
import { createAppealRoutes } from './routes/appeal-routes.ts';
import { createAuditRoutes } from './routes/audit-routes.ts';
import { createBlindReviewRoutes } from './routes/blind-review-routes.ts';
import { createCallRoutes } from './routes/call-routes.ts';
import { createEventRoutes } from './routes/event-routes.ts';
import { createEvidenceRoutes } from './routes/evidence-routes.ts';
import { createExplainRoutes, type ExplainFinding } from './routes/explain-routes.ts';
import { createExportRoutes } from './routes/export-routes.ts';
import { createFindingRoutes } from './routes/finding-routes.ts';
import { createHoldRoutes } from './routes/hold-routes.ts';
import { createOidcRoutes } from './routes/oidc-routes.ts';
import { createPipelineRoutes } from './routes/pipeline-routes.ts';
import { createQualityRoutes } from './routes/quality-routes.ts';
import { createQueueManagementRoutes } from './routes/queue-management-routes.ts';
import { createQueueRoutes } from './routes/queue-routes.ts';
import { createRetentionRoutes } from './routes/retention-routes.ts';
import { createRevealRoutes } from './routes/reveal-routes.ts';
import { createReviewerRoutes } from './routes/reviewer-routes.ts';
import { createRuleRoutes } from './routes/rule-routes.ts';
import { createSessionRoutes } from './routes/session-routes.ts';
import { createTokenRoutes } from './routes/token-routes.ts';

/** Another plugin under the same port: the console (public), the intake (own_keys). */
export interface Mount {
  readonly plugin: FastifyPluginAsync;
  readonly access: Extract<Access, 'public' | 'own_keys'>;
}

export interface ReviewApiOptions {
  readonly store: RecordStore;
  readonly services: ReviewServices;
  /** Signs session cookies; 32 characters or more. */
  readonly sessionSecret: string;
  readonly sessionMaxAgeMs: number;
  /** As http.trustProxy of the configuration: none, all, the addresses of proxies, or how many there are in a row. */
  readonly trustProxy: boolean | number | string[];
  /** Tries to sign in from one address in a minute. Default 20. */
  readonly signInsPerMinute?: number;
  /** Without, findings can't be replayed here. */
  readonly explain?: ExplainFinding;
  /** Without, no evidence can be exported here. */
  readonly evidence?: Evidence;
  /** Without, neither rules nor the stream nor changes can be looked at here. */
  readonly doors?: Doors;
  readonly mounts?: readonly Mount[];
  readonly health: () => Health;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const MAX_BODY_BYTES = 65_536;
/** A request must be over by then, the slow body of a mounted intake included. */
const REQUEST_TIMEOUT_MS = 120_000;
const CONTENT_SECURITY = {
  useDefaults: true,
  directives: {
    'script-src': ["'self'"],
    // The console's components bring their styles at run time.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'frame-ancestors': ["'none'"],
    // An installation without TLS must work too.
    'upgrade-insecure-requests': null,
  },
};

/**
 * The HTTP API over the record store: locked but for /healthz, /readyz, /metrics, signing in and what is mounted.
 * Answers problem details (RFC 9457) for everything that goes wrong. Not listening yet.
 */
export async function createReviewApi(options: ReviewApiOptions): Promise<FastifyInstance> {
  const { store, services, logger, metrics } = options;
  const { accounts, sessions, tokens, checkPassword, giveVerdict } = services;
  const cookie = createSessionCookie(options.sessionMaxAgeMs);
  const app = fastify({
    trustProxy: trusted(options.trustProxy),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 4_096 },
    clientErrorHandler: answerClientError,
    frameworkErrors: createFaultAnswer({ logger, metrics }),
  });
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(checkRequest);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(helmet, { contentSecurityPolicy: CONTENT_SECURITY });
  await app.register(cookiePlugin, { secret: options.sessionSecret });
  await app.register(swagger, openApi());
  guard(app, { identify: createIdentify({ accounts, sessions, tokens }), sessionTokenOf: cookie.read });
  auditRequests(app, services.ledger);
  maskAnswers(app, { store, grants: services.grants });
  answerFaults(app, { logger, metrics });

  await app.register(async (open) => {
    declareAccess(open, 'public');
    await open.register(createHealthRoutes({ health: options.health, metrics }));
  });
  await app.register(async (docs) => {
    declareAccess(docs, 'signed_in', { none: 'describes the API, holds no call' });
    await docs.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  });
  await app.register(async (api) => {
    // Calls are personal data: no cache between here and the reader may keep them.
    api.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    await api.register(
      createSessionRoutes({
        accounts,
        sessions,
        checkPassword,
        cookie,
        ledger: services.ledger,
        signInsPerMinute: options.signInsPerMinute ?? 20,
      }),
    );
    await api.register(
      createOidcRoutes({
        oidc: services.oidc,
        sessions,
        cookie,
        signInsPerMinute: options.signInsPerMinute ?? 20,
      }),
    );
    await api.register(createAccountRoutes(accounts));
    await api.register(createTokenRoutes(tokens));
    await api.register(createAuditRoutes(services.ledger));
    await api.register(createHoldRoutes(services.holds));
    await api.register(createRetentionRoutes(services.retention));
    await api.register(createCallRoutes(store, services.retention.readTombstone));
    await api.register(createExportRoutes(createExports({ store, ledger: services.ledger })));
    await api.register(createRevealRoutes({ store, grants: services.grants }));
    await api.register(createFindingRoutes({ store, giveVerdict }));
    await api.register(createReviewerRoutes({ ...services, store }));
    await api.register(createQueueRoutes(services.queue));
    await api.register(createQueueManagementRoutes(services));
    await api.register(createBlindReviewRoutes(services));
    await api.register(createAppealRoutes(services));
    await api.register(createQualityRoutes(services.quality));
    if (options.evidence) await api.register(createEvidenceRoutes({ store, evidence: options.evidence }));
    if (options.explain) await api.register(createExplainRoutes({ store, explain: options.explain }));
    if (options.doors) {
      await api.register(createRuleRoutes(options.doors.rules));
      await api.register(createPipelineRoutes(options.doors.pipeline));
      await api.register(createEventRoutes(options.doors.events));
    }
  });
  for (const { plugin, access } of options.mounts ?? [])
    await app.register(async (scope) => {
      declareAccess(scope, access);
      await scope.register(plugin);
    });
  return app;
}

/** Who only counts proxies says by it that nobody reaches the port past them; fastify itself takes no number any more. */
function trusted(proxies: ReviewApiOptions['trustProxy']) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies;
}
