import { loadConfigOrExit, orExit } from '../../platform/config/load-config-or-exit.ts';
import { createLifecycle } from '../../platform/lifecycle/create-lifecycle.ts';
import { createEventLogPart } from '../../platform/lifecycle/event-log-part.ts';
import { createHealthRoutes } from '../../platform/lifecycle/health-routes.ts';
import { runProcess } from '../../platform/lifecycle/run-process.ts';
import { createLogger } from '../../platform/logging/create-logger.ts';
import { createMetrics } from '../../platform/metrics/create-metrics.ts';
import { openEventLog } from '../../platform/runtime/open-runtime.ts';
import { backgroundIntakes, configuredIntake } from './ingest-parts.ts';
import { createIntakeServer } from './intake-server.ts';

/** Ingest as a process of its own: `node services/ingest/main.ts [--config FILE] [--set NAME=VALUE]`. */
const { config, warnings } = loadConfigOrExit(process.argv.slice(2));
const logger = createLogger({ level: config.log.level, service: 'ingest' });
for (const warning of warnings) logger.warn(warning);
const metrics = createMetrics();
const eventLog = openEventLog(config, logger);
const deps = { config, eventLog, logger, metrics };

const server = createIntakeServer({
  http: config.http,
  port: config.ingest.port === 'shared' ? config.http.port : config.ingest.port,
  logger,
  plugins: [
    createHealthRoutes({ health: () => lifecycle.health(), metrics }),
    orExit(() => configuredIntake(deps)),
  ],
});
const parts = [createEventLogPart({ eventLog, logger }), ...backgroundIntakes(deps), server];
const lifecycle = createLifecycle({ logger, parts });
await runProcess(lifecycle, logger);
