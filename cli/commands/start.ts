import { join } from 'node:path';
import type { Command } from 'commander';
import { runProcess } from '../../platform/lifecycle/run-process.ts';
import { createLogger } from '../../platform/logging/create-logger.ts';
import { startProduct } from '../start-product.ts';
import type { Terminal } from '../terminal.ts';
import { type ConfigOptions, configFrom, withConfigOptions } from '../with-runtime.ts';

const SAMPLES = join(import.meta.dirname, '../../samples/calls.jsonl');

const EXAMPLES = `
Examples:
  $ callwarden start                                  embedded: everything in ./data
  $ callwarden start --cluster                        on Kafka and OpenSearch (see callwarden servers)
  $ callwarden start --set http.port=9090 --set ingest.folder=./inbox
  $ callwarden start --no-samples

Ctrl-C stops it. Exit codes: 0 stopped as asked, 1 could not start, 2 the configuration is wrong, 3 a part failed.`;

/** callwarden start: the whole product in one process. */
export function registerStart(program: Command, terminal: Terminal): void {
  withConfigOptions(program.command('start'))
    .description('run intake, analyzer and review API in one process')
    .option('--no-samples', 'without the sample calls at the first start')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ConfigOptions & { samples: boolean }) => {
      const { config, warnings } = configFrom(options);
      const logger = createLogger({ level: config.log.level, service: 'callwarden' });
      for (const warning of warnings) logger.warn(warning);
      const samples = options.samples ? { samples: SAMPLES } : {};
      await runProcess(await startProduct({ config, logger, terminal, ...samples }), logger);
    });
}
