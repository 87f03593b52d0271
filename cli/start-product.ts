import { createReadStream } from 'node:fs';
import type { Config } from '../platform/config/config-schema.ts';
import { createLifecycle, type Lifecycle } from '../platform/lifecycle/create-lifecycle.ts';
import type { Part } from '../platform/lifecycle/part.ts';
import type { Logger } from '../platform/logging/create-logger.ts';
import { createMetrics } from '../platform/metrics/create-metrics.ts';
import { openRuntime, type Runtime } from '../platform/runtime/open-runtime.ts';
import { runtimePart } from '../platform/runtime/runtime-part.ts';
import { analyzerParts } from '../services/analyzer/analyzer-parts.ts';
import { explainFinding } from '../services/analyzer/explain-finding.ts';
import { loadRulebookFolder } from '../services/analyzer/load-rulebook-folder.ts';
import { createRulebookInForce } from '../services/analyzer/rulebook-in-force.ts';
import { backgroundIntakes, configuredIntake } from '../services/ingest/ingest-parts.ts';
import { ingestStream } from '../services/ingest/ingest-stream.ts';
import { itemLimit } from '../services/ingest/item-limit.ts';
import { createSendAgain } from '../services/ingest/send-again.ts';
import { createConsole } from '../services/review-api/console/create-console.ts';
import { evidenceKeySource } from '../services/review-api/evidence/evidence-key-source.ts';
import { firstAccountNote } from '../services/review-api/first-account-note.ts';
import { openDoors } from '../services/review-api/open-doors.ts';
import { createReviewApiPart } from '../services/review-api/review-api-part.ts';
import { reviewApiSettings } from '../services/review-api/review-api-settings.ts';
import type { Terminal } from './terminal.ts';

export interface ProductOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly terminal: Terminal;
  /** Transcripts put in at the very first start, so that there is something to see; none when left out. */
  readonly samples?: string;
}

/** Intake, analyzer and review API in one process, over the runtime that the configuration names. */
export async function startProduct({
  config,
  logger,
  terminal,
  samples,
}: ProductOptions): Promise<Lifecycle> {
  const rulebook = await loadRulebookFolder(config.analyzer.rulebookDir);
  const inForce = createRulebookInForce(rulebook);
  const { analyse } = inForce.current();
  const metrics = createMetrics();
  const runtime = openRuntime(config, logger);
  const { store } = runtime;
  const ingest = { config, eventLog: runtime.eventLog, logger, metrics };
  const lifecycle: Lifecycle = createLifecycle({
    logger,
    parts: [
      runtimePart(runtime, logger),
      ...analyzerParts({ ...runtime, config, inForce, logger, metrics }),
      ...backgroundIntakes(ingest),
      createReviewApiPart({
        ...runtime,
        ...reviewApiSettings(config),
        reviews: runtime.eventLog,
        explain: (call, finding) => explainFinding({ call, finding, ...inForce.current(), store }),
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
        mounts: [
          { plugin: configuredIntake(ingest), access: 'own_keys' },
          { plugin: createConsole(), access: 'public' },
        ],
        health: () => lifecycle.health(),
        logger,
        metrics,
        now: () => new Date(),
        onFirstAccount: (account) => terminal.out(firstAccountNote(account)),
        onListening: (url) => terminal.out(`Callwarden listens on ${url} (API description: ${url}/docs)`),
      }),
      ...(samples === undefined ? [] : [samplesPart(runtime, config, samples, terminal)]),
    ],
  });
  return lifecycle;
}

const SAMPLES_SENT = { kind: 'installation', id: 'samples-sent' } as const;

/** Sends the sample calls once in the life of an installation, then shows what was flagged. */
function samplesPart({ eventLog, store }: Runtime, config: Config, file: string, terminal: Terminal): Part {
  return {
    name: 'samples',
    async start() {
      if ((await store.getDocument(SAMPLES_SENT.kind, SAMPLES_SENT.id)) !== null)
        return { stop: async () => {} };
      const { accepted } = await ingestStream(createReadStream(file), {
        eventLog,
        name: file,
        maxItemBytes: itemLimit(config.kafka.maxMessageBytes),
      });
      await store.putDocument(SAMPLES_SENT.kind, SAMPLES_SENT.id, { calls: accepted }, 0);
      const ending = new AbortController();
      const told = tellWhenAnalysed(store, accepted, terminal, ending.signal);
      return {
        async stop() {
          ending.abort();
          await told;
        },
      };
    },
  };
}

const SHOWN = 12;

async function tellWhenAnalysed(
  store: Runtime['store'],
  calls: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const all = await store.search({ sort: 'newest', limit: 1 });
    if (all.total >= calls) break;
    await new Promise((wake) => setTimeout(wake, 300));
  }
  if (signal.aborted) return;
  const { hits, total } = await store.search({ flagged: true, sort: 'severity', limit: SHOWN });
  terminal.out(`${calls} sample calls analysed, ${total} flagged, for example:`);
  for (const { record } of hits)
    terminal.out(`  ${record.callId}  ${record.worstSeverity ?? ''}  ${record.categories.join(', ')}`);
  terminal.out(`Look at one: npx callwarden show ${hits[0]?.record.callId ?? 'CALL'}`);
}
