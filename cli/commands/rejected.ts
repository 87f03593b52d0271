import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { RejectedMessage } from '../../contracts/rejected.ts';
import type { EventLog } from '../../platform/event-log/port.ts';
import { ingestStream } from '../../services/ingest/ingest-stream.ts';
import { itemLimit } from '../../services/ingest/item-limit.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden rejected list
  $ callwarden rejected show ID                 reason and original bytes
  $ callwarden rejected redrive ID …            send the originals again, as they are
  $ callwarden rejected redrive --code analysis_failed

Exit codes: 0 done, 1 not found or the log failed, 3 some were rejected again.`;

type Options = ConfigOptions & { readonly json?: boolean; readonly code?: string };

/** callwarden rejected: the dead letters, each once, however often it was delivered. */
export function registerRejected(program: Command, terminal: Terminal): void {
  const rejected = program
    .command('rejected')
    .description('dead letters: list, show, send again')
    .addHelpText('after', EXAMPLES);
  withConfigOptions(rejected.command('list'))
    .description('every dead letter with its reason')
    .option('--code <code>', 'only with this reject code')
    .option('--json', 'one JSON line a letter')
    .action((options: Options) =>
      withRuntime(options, async ({ eventLog }) => {
        for (const letter of await letters(eventLog, options)) {
          const [first] = letter.details;
          terminal.out(
            options.json
              ? JSON.stringify(letter)
              : `${letter.at}  ${letter.id}  ${letter.stage}  ${letter.code}  ${letter.source}  ${first ? `${first.field} ${first.reason}` : ''}`,
          );
        }
      }),
    );
  withConfigOptions(rejected.command('show'))
    .description('one dead letter whole')
    .argument('<id>')
    .action((id: string, options: Options) =>
      withRuntime(options, async ({ eventLog }) => {
        const letter = (await letters(eventLog, options)).find((other) => other.id === id);
        if (!letter) throw new CommandError(`there is no dead letter ${id}`);
        const { original, ...facts } = letter;
        terminal.out(JSON.stringify(facts, null, 2));
        terminal.out(Buffer.from(original, 'base64').toString('utf8'));
      }),
    );
  withConfigOptions(rejected.command('redrive'))
    .description('send the original bytes into the stream again')
    .argument('[ids...]')
    .option('--code <code>', 'all with this reject code')
    .action((ids: string[], options: Options) =>
      withRuntime(options, async ({ eventLog }, { config }) => {
        if (ids.length === 0 && options.code === undefined)
          throw new CommandError('name ids or a --code', EXIT_CODES.usage);
        const chosen = (await letters(eventLog, options)).filter(
          ({ id }) => ids.length === 0 || ids.includes(id),
        );
        let again = 0;
        for (const { id, original } of chosen) {
          const progress = await ingestStream(Readable.from([Buffer.from(original, 'base64')]), {
            eventLog,
            name: `redrive of ${id}`,
            maxItemBytes: itemLimit(config.kafka.maxMessageBytes),
          });
          again += progress.rejected;
        }
        terminal.out(`${chosen.length} sent again, ${again} rejected again`);
        if (again > 0) process.exitCode = EXIT_CODES.findings;
      }),
    );
}

/** The rejected topic is at least once too: the same id is one letter. */
async function letters(eventLog: EventLog, { code }: Options): Promise<RejectedMessage[]> {
  const byId = new Map<string, RejectedMessage>();
  for await (const message of eventLog.browse('rejected')) {
    const letter = RejectedMessage.parse(JSON.parse(Buffer.from(message.value).toString('utf8')));
    if (code === undefined || letter.code === code) byId.set(letter.id, letter);
  }
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}
