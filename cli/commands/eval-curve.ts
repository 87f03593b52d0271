import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { figuresOf, sumTallies } from '../../services/analyzer/evaluation/score-labels.ts';
import { trainReader } from '../../services/analyzer/reader/train/train-reader.ts';
import { labelTurns, readCorpora, tallyLeftOut } from '../labelled-turns.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden eval curve --language zh
  $ callwarden eval curve --language en --shares 0.25,0.5,1

Trains the second reader on growing shares of every batch and measures each on batches left out, whole. Says how much the
last step brought: more labelled calls help while it brings more than a hundredth. Takes minutes.
Exit codes: 0 done, 1 a corpus can't be read, 2 wrong usage.`;

const FLAT = 0.01;

interface CurveOptions {
  readonly dir: string;
  readonly language: string;
  readonly shares: string;
  readonly falseAlarms: string;
}

/** callwarden eval curve: does more labelled data still help the second reader? */
export function registerEvalCurve(program: Command, terminal: Terminal): void {
  const parent = program.commands.find((command) => command.name() === 'eval');
  if (parent === undefined) throw new Error('eval must be registered before eval curve');
  parent
    .command('curve')
    .description('the learning curve of the second reader')
    .requiredOption('--language <zh|en>', 'which reader')
    .option('--dir <dir>', 'lexicons folder', 'lexicons')
    .option('--shares <list>', 'shares of the calls of every batch to train on', '0.125,0.25,0.5,0.75,1')
    .option('--false-alarms <n>', 'clean calls in a thousand that may get a suspicion', '100')
    .addHelpText('after', EXAMPLES)
    .action(async ({ dir, language, shares, falseAlarms }: CurveOptions) => {
      if (language !== 'zh' && language !== 'en')
        throw new CommandError('--language is zh or en', EXIT_CODES.usage);
      const turns = await labelTurns(await readCorpora(dir, language), dir);
      const steps = shares.split(',').map(Number);
      if (steps.some((share) => !(share > 0 && share <= 1)))
        throw new CommandError('--shares are numbers above 0, at most 1', EXIT_CODES.usage);
      let before: number | null = null;
      for (const share of steps) {
        const { leftOut, threshold } = trainReader(turns, {
          language,
          version: 1,
          bits: 17,
          cost: 0.5,
          falseAlarms: Number(falseAlarms),
          seed: 1,
          learnsFrom: ({ call }) => placeOf(call) < share,
        });
        const { precision, recall, f1 } = figuresOf(
          sumTallies(tallyLeftOut(turns, leftOut, threshold).values()),
        );
        const calls = new Set(turns.filter(({ call }) => placeOf(call) < share).map(({ call }) => call)).size;
        const gain = before === null ? '' : `  ${f1 >= before ? '+' : ''}${(f1 - before).toFixed(3)}`;
        terminal.out(
          `${String(calls).padStart(5)} calls  precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}${gain}`,
        );
        if (share === steps.at(-1) && before !== null)
          terminal.out(f1 - before > FLAT ? 'More labelled calls still help.' : 'The curve has flattened.');
        before = f1;
      }
    });
}

/** A place from 0 to 1 that depends on the call alone, so that shares grow by adding calls. */
const placeOf = (call: string): number =>
  createHash('sha256').update(call).digest().readUInt32BE(0) / 2 ** 32;
