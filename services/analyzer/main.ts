import Fastify from 'fastify';
import { loadConfigOrExit } from '../../platform/config/load-config-or-exit.ts';
import { createLifecycle, EXIT } from '../../platform/lifecycle/create-lifecycle.ts';
import { createHealthRoutes } from '../../platform/lifecycle/health-routes.ts';
import type { Part } from '../../platform/lifecycle/part.ts';
import { runProcess } from '../../platform/lifecycle/run-process.ts';
import { createLogger } from '../../platform/logging/create-logger.ts';
import { createMetrics } from '../../platform/metrics/create-metrics.ts';
import { openRuntime } from '../../platform/runtime/open-runtime.ts';
import { runtimePart } from '../../platform/runtime/runtime-part.ts';
import { analyzerParts } from './analyzer-parts.ts';
import { loadRulebookFolder, RulebookError } from './load-rulebook-folder.ts';
import { createRulebookInForce } from './rulebook-in-force.ts';

/** The analyzer as a process of its own: `node services/analyzer/main.ts [--config FILE] [--set NAME=VALUE]`. */
const { config, warnings } = loadConfigOrExit(process.argv.slice(2));
const logger = createLogger({ level: config.log.level, service: 'analyzer' });
for (const warning of warnings) logger.warn(warning);
const metrics = createMetrics();
const rulebook = await loadRulebookFolder(config.analyzer.rulebookDir).catch((error: unknown) => {
  if (!(error instanceof RulebookError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT.startFailed);
});
logger.info({ rules: rulebook.rules.length, rulebookHash: rulebook.hash }, 'rulebook loaded');
const runtime = openRuntime(config, logger);

const healthServer: Part = {
  name: 'health',
  async start() {
    const app = Fastify({ logger: false });
    await app.register(createHealthRoutes({ health: () => lifecycle.health(), metrics }));
    await app.listen({ host: config.http.host, port: config.http.port });
    return { stop: () => app.close() };
  },
};
const lifecycle = createLifecycle({
  logger,
  parts: [
    healthServer,
    runtimePart(runtime, logger),
    ...analyzerParts({ ...runtime, config, inForce: createRulebookInForce(rulebook), logger, metrics }),
  ],
});
await runProcess(lifecycle, logger);
