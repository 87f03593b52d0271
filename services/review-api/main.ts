import { loadConfigOrExit, orExit } from '../../platform/config/load-config-or-exit.ts';
import { createLifecycle } from '../../platform/lifecycle/create-lifecycle.ts';
import { runProcess } from '../../platform/lifecycle/run-process.ts';
import { createLogger } from '../../platform/logging/create-logger.ts';
import { createMetrics } from '../../platform/metrics/create-metrics.ts';
import { openRuntime } from '../../platform/runtime/open-runtime.ts';
import { runtimePart } from '../../platform/runtime/runtime-part.ts';
import { createCallAnalysis } from '../analyzer/analyse-call.ts';
import { explainFinding } from '../analyzer/explain-finding.ts';
import { loadRulebookFolder } from '../analyzer/load-rulebook-folder.ts';
import { createSendAgain } from '../ingest/send-again.ts';
import { createConsole } from './console/create-console.ts';
import { evidenceKeySource } from './evidence/evidence-key-source.ts';
import { firstAccountNote } from './first-account-note.ts';
import { openDoors } from './open-doors.ts';
import { createReviewApiPart } from './review-api-part.ts';
import { reviewApiSettings } from './review-api-settings.ts';

/** The review API as a process of its own: `node services/review-api/main.ts [--config FILE] [--set NAME=VALUE]`. */
const { config, warnings } = loadConfigOrExit(process.argv.slice(2));
const logger = createLogger({ level: config.log.level, service: 'review-api' });
for (const warning of warnings) logger.warn(warning);
const rulebook = await loadRulebookFolder(config.analyzer.rulebookDir);
const analyse = createCallAnalysis(rulebook);
const runtime = openRuntime(config, logger);
const { store } = runtime;

const lifecycle = createLifecycle({
  logger,
  parts: [
    runtimePart(runtime, logger),
    createReviewApiPart({
      ...runtime,
      ...orExit(() => reviewApiSettings(config)),
      reviews: runtime.eventLog,
      explain: (call, finding) => explainFinding({ call, finding, analyse, rulebook, store }),
      evidence: { source: evidenceKeySource(config), rulebook, folder: config.analyzer.rulebookDir },
      doors: openDoors({
        ...runtime,
        rulebook,
        folder: config.analyzer.rulebookDir,
        analyse,
        group: config.analyzer.group,
        health: () => lifecycle.health(),
        sendAgain: createSendAgain(runtime.eventLog, config),
      }),
      mounts: [{ plugin: createConsole(), access: 'public' }],
      health: () => lifecycle.health(),
      logger,
      metrics: createMetrics(),
      now: () => new Date(),
      onFirstAccount: (account) => process.stdout.write(firstAccountNote(account)),
      onListening: (url) => logger.info({ url }, 'listening'),
    }),
  ],
});
await runProcess(lifecycle, logger);
