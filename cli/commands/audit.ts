import type { Command } from 'commander';
import { LedgerFilter } from '../../contracts/ledger.ts';
import { createLedgerSeal } from '../../services/review-api/ledger/ledger-seal.ts';
import { ledgerSecrets } from '../../services/review-api/ledger/ledger-secrets.ts';
import { verifyLedger } from '../../services/review-api/ledger/verify-ledger.ts';
import { openLedger } from '../open-ledger.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden audit list                                  the newest 50 entries
  $ callwarden audit list --actor wang.fang --action verdict,reveal --from 2026-11-01T00:00:00+08:00
  $ callwarden audit verify                                the whole chain, its seals and its end
  $ callwarden audit verify --head 1042:HASH               against an end that was written down elsewhere

Exit codes: 0 done and sound, 1 the ledger was tampered with (the first damage is named) or the store failed,
2 wrong options.`;

interface ListOptions extends ConfigOptions {
  readonly actor?: string;
  readonly action?: string;
  readonly objectKind?: string;
  readonly objectId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: string;
  readonly json?: boolean;
}

interface VerifyOptions extends ConfigOptions {
  readonly head?: string;
  readonly json?: boolean;
}

/** callwarden audit: read the ledger, check that nobody has tampered with it. */
export function registerAudit(program: Command, terminal: Terminal): void {
  const audit = program
    .command('audit')
    .description('the ledger of who did what: list, verify')
    .addHelpText('after', EXAMPLES);

  withConfigOptions(audit.command('list'))
    .description('entries, the newest first')
    .option('--actor <id>', 'username, token:ID, cli:USER or system:NAME')
    .option('--action <names>', 'any of these actions, comma-separated')
    .option('--object-kind <kind>', 'call, finding, account …')
    .option('--object-id <id>')
    .option('--from <time>', 'this instant or later')
    .option('--to <time>', 'before this instant')
    .option('--limit <n>', 'most entries', '50')
    .option('--json', 'one JSON line an entry')
    .action((options: ListOptions) => {
      const { filter, limit } = readList(options);
      return withRuntime(options, async (runtime, loaded) => {
        const entries = await openLedger(runtime, loaded).read({ filter, order: 'newest', limit });
        for (const entry of entries) {
          const { seq, at, actor, action, object, reason = '' } = entry;
          const line = `${seq}  ${at}  ${actor.id} (${actor.role})  ${action}  ${object.kind} ${object.id}  ${reason}`;
          terminal.out(options.json ? JSON.stringify(entry) : line.trimEnd());
        }
      });
    });

  withConfigOptions(audit.command('verify'))
    .description('check the whole chain and name the first entry that was tampered with')
    .option('--head <seq:hash>', 'an end of the ledger as a log or a person has noted it')
    .option('--json', 'the verdict for programs')
    .action((options: VerifyOptions) => {
      const witness = options.head === undefined ? undefined : readHead(options.head);
      return withRuntime(options, async ({ store }, { config }) => {
        const seal = createLedgerSeal(ledgerSecrets(config));
        const verdict = await verifyLedger({ store, seal, ...(witness === undefined ? {} : { witness }) });
        const { entries, end, damage } = verdict;
        if (options.json) terminal.out(JSON.stringify(verdict));
        else if (damage === null) {
          terminal.out(
            `sound: ${entries} entries${end === null ? '' : `, the end is ${end.seq}:${end.hash}`}`,
          );
        } else {
          terminal.out(`entry ${damage.seq}: ${damage.kind}: ${damage.detail}`);
          terminal.out(end === null ? 'nothing before it is sound' : `sound up to ${end.seq}:${end.hash}`);
        }
        if (damage !== null) process.exitCode = EXIT_CODES.failed;
      });
    });
}

function readList({ actor, action, objectKind, objectId, from, to, limit }: ListOptions) {
  const filter = LedgerFilter.safeParse({ actor, action, objectKind, objectId, from, to });
  const most = Number(limit);
  if (!filter.success || !Number.isInteger(most) || most < 1) {
    const issue = filter.error?.issues[0];
    const what =
      issue === undefined ? '--limit must be a whole number' : `${issue.path.join('.')} ${issue.message}`;
    throw new CommandError(what, EXIT_CODES.usage);
  }
  return { filter: filter.data, limit: most };
}

function readHead(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^(\d+):([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new CommandError('--head must be SEQ:HASH, as audit verify prints it', EXIT_CODES.usage);
  return { seq: Number(seq), hash };
}
