import type { Command } from 'commander';
import { createLedgerSeal } from '../../services/review-api/ledger/ledger-seal.ts';
import { ledgerSecrets } from '../../services/review-api/ledger/ledger-secrets.ts';
import { type Rebuilt, rebuildReviews } from '../../services/review-api/ledger/rebuild-reviews.ts';
import { verifyLedger } from '../../services/review-api/ledger/verify-ledger.ts';
import { machineUser, openLedger } from '../open-ledger.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden rebuild --dry-run        what differs between the reviews in the store and the ledger
  $ callwarden rebuild                  write what the ledger tells

The ledger is verified first; nothing is rebuilt from one that was tampered with. May run while people review.
Exit codes: 0 all is as the ledger tells (now), 1 the ledger was tampered with or the store failed,
3 some could not be written, or (dry run) something differs.`;

interface Options extends ConfigOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** callwarden rebuild: reviews and queues from the ledger again. */
export function registerRebuild(program: Command, terminal: Terminal): void {
  withConfigOptions(program.command('rebuild'))
    .description('derive reviews and queues from the ledger again, and write them where they differ')
    .option('--dry-run', 'only print the differences')
    .option('--json', 'one JSON line a difference')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) =>
      withRuntime(options, async (runtime, loaded) => {
        const { store } = runtime;
        const { damage } = await verifyLedger({
          store,
          seal: createLedgerSeal(ledgerSecrets(loaded.config)),
        });
        if (damage !== null) throw new CommandError(`entry ${damage.seq}: ${damage.kind}: ${damage.detail}`);
        const dryRun = options.dryRun === true;
        const counts: Record<Rebuilt['outcome'], number> = { written: 0, would_write: 0, waits: 0, stuck: 0 };
        for await (const one of rebuildReviews({ store, dryRun })) {
          counts[one.outcome] += 1;
          terminal.out(options.json ? JSON.stringify(one) : lineOf(one));
        }
        if (counts.written > 0) {
          const ledger = openLedger(runtime, loaded);
          const object = { kind: 'reviews', id: '' };
          await ledger.append({ actor: machineUser(), action: 'ledger_rebuild', object, after: counts });
          await ledger.settle();
        }
        const { written, would_write: differing, waits, stuck } = counts;
        terminal.err(
          dryRun
            ? `${differing} to write, ${waits} being told, ${stuck} that can't be written`
            : `${written} written, ${waits} being told, ${stuck} that can't be written`,
        );
        if (stuck + differing > 0) process.exitCode = EXIT_CODES.findings;
      }),
    );
}

function lineOf({ callId, findingId, stored, told, outcome, obstacle }: Rebuilt): string {
  const what = findingId ?? 'the call';
  const why = obstacle === null ? '' : ` (${obstacle})`;
  return `${callId}  ${what}  ${stored.state} v${stored.version} -> ${told.state} v${told.version}  ${outcome}${why}`;
}
