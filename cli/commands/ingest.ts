import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { ingestStream } from '../../services/ingest/ingest-stream.ts';
import { itemLimit } from '../../services/ingest/item-limit.ts';
import { EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden ingest calls.jsonl more.json.gz     into the embedded log
  $ zcat calls.gz | callwarden ingest -            from standard input
  $ callwarden ingest --cluster calls.jsonl        into Kafka

Sending the same file again is harmless. Items that are no transcripts go to the dead letters (callwarden rejected).
Exit codes: 0 all accepted, 1 a file or the log failed, 2 wrong usage, 3 some items were rejected.`;

interface IngestOptions extends ConfigOptions {
  readonly format?: string;
  readonly json?: boolean;
}

/** callwarden ingest: transcripts from files or standard input into the stream, with progress; Ctrl-C stops between batches. */
export function registerIngest(program: Command, terminal: Terminal): void {
  withConfigOptions(program.command('ingest'))
    .description('send transcripts into the stream')
    .argument('<files...>', 'JSON, JSON array or NDJSON, gzip or plain; - for standard input')
    .option('--format <name>', 'format of the files; recognised when left out')
    .option('--json', 'one JSON line of figures a file')
    .addHelpText('after', EXAMPLES)
    .action((files: string[], options: IngestOptions) =>
      withRuntime(options, async ({ eventLog }, { config }) => {
        const stop = new AbortController();
        process.once('SIGINT', () =>
          stop.abort(new Error('stopped; what was sent before is kept, running it again is harmless')),
        );
        let rejected = 0;
        for (const file of files) {
          const bar = terminal.isWatched ? await progressBar(file) : null;
          const progress = await ingestStream(file === '-' ? process.stdin : createReadStream(file), {
            eventLog,
            name: file,
            maxItemBytes: itemLimit(config.kafka.maxMessageBytes),
            signal: stop.signal,
            onProgress: ({ bytes }) => bar?.update(bytes),
            onRejected: ({ line, code, details }) =>
              terminal.err(`${file}:${line} ${code}: ${details[0]?.field ?? ''} ${details[0]?.reason ?? ''}`),
            ...(options.format === undefined ? {} : { format: options.format }),
          });
          bar?.stop();
          rejected += progress.rejected;
          terminal.out(
            options.json
              ? JSON.stringify({ file, ...progress })
              : `${file}: ${progress.accepted} accepted, ${progress.rejected} rejected, ${progress.withWarnings} with warnings`,
          );
        }
        process.exitCode = rejected > 0 ? EXIT_CODES.findings : EXIT_CODES.ok;
      }),
    );
}

async function progressBar(file: string): Promise<SingleBar> {
  const total = file === '-' ? 0 : (await stat(file)).size;
  const bar = new SingleBar({
    format: `${file} {bar} {percentage}% of {total} bytes, {eta_formatted} left`,
    stream: process.stderr,
  });
  bar.start(total, 0);
  return bar;
}
