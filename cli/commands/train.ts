import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { figuresOf, sumTallies, type Tally } from '../../services/analyzer/evaluation/score-labels.ts';
import type { ReaderCard } from '../../services/analyzer/reader/model.ts';
import { trainReader } from '../../services/analyzer/reader/train/train-reader.ts';
import { labelTurns, readCorpora, tallyLeftOut } from '../labelled-turns.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden train --language zh
  $ callwarden train --language en --false-alarms 30

Writes lexicons/reader/<lang>/model.json (the card: data, options, figures on batches left out) and weights.txt. The same
corpora, cues and options give the same bytes. Review the card's figures like code before committing it.
Exit codes: 0 done, 1 a corpus can't be read, 2 wrong usage.`;

interface TrainCommandOptions {
  readonly dir: string;
  readonly language: string;
  readonly falseAlarms: string;
  readonly cost: string;
  readonly bits: string;
  readonly modelVersion: string;
}

/** callwarden train: the statistical second reader from the project's own corpora. */
export function registerTrain(program: Command, terminal: Terminal): void {
  program
    .command('train')
    .description('train the statistical second reader')
    .requiredOption('--language <zh|en>', 'which reader')
    .option('--dir <dir>', 'lexicons folder', 'lexicons')
    .option('--false-alarms <n>', 'clean calls in a thousand that may get a suspicion', '100')
    .option('--cost <c>', 'how dearly an error is paid in training', '0.5')
    .option('--bits <n>', 'features are numbered below 2^n', '17')
    .option('--model-version <n>', 'version of the model', '1')
    .addHelpText('after', EXAMPLES)
    .action(async (options: TrainCommandOptions) => {
      const { language } = options;
      if (language !== 'zh' && language !== 'en')
        throw new CommandError('--language is zh or en', EXIT_CODES.usage);
      const batches = await readCorpora(options.dir, language);
      const turns = await labelTurns(batches, options.dir);
      terminal.err(
        `${batches.length} batches, ${batches.reduce((sum, { calls }) => sum + calls.length, 0)} calls, ${turns.length} turns`,
      );
      const trained = trainReader(turns, {
        language,
        version: Number(options.modelVersion),
        bits: Number(options.bits),
        cost: Number(options.cost),
        falseAlarms: Number(options.falseAlarms),
        seed: 1,
        onStep: (step) => terminal.err(step),
      });
      const tallies = tallyLeftOut(turns, trained.leftOut, trained.threshold);
      const card: ReaderCard = {
        ...trained.card,
        training: {
          batches: batches.map(({ name, calls, sha256 }) => ({ name, calls: calls.length, sha256 })),
          options: { cost: Number(options.cost), falseAlarms: Number(options.falseAlarms), seed: 1 },
          leftOut: Object.fromEntries([...tallies].map(([category, tally]) => [category, figuresOf(tally)])),
        },
      };
      const folder = join(options.dir, 'reader', language);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'model.json'), `${JSON.stringify(card, null, 2)}\n`);
      await writeFile(join(folder, 'weights.txt'), trained.weights);
      for (const [category, tally] of tallies) terminal.out(lineOf(category, tally));
      terminal.out(lineOf('all, on batches left out', sumTallies(tallies.values())));
      terminal.out(`suspected from probability ${trained.threshold}`);
    });
}

const lineOf = (name: string, tally: Tally) => {
  const { precision, recall, f1, labels } = figuresOf(tally);
  return `${name.padEnd(26)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}  of ${labels}`;
};
