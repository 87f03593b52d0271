import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { ExpectedLabel } from '../../contracts/labelled-call.ts';
import type { Category } from '../../contracts/vocabulary.ts';
import {
  addMatching,
  figuresOf,
  matchLabels,
  sumTallies,
  type Tally,
} from '../../services/analyzer/evaluation/score-labels.ts';
import { readBatch } from '../read-labelled-calls.ts';
import { CommandError, type Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden eval agreement

Compares the labels of each batch with those of a second reader who saw the calls without labels
(lexicons/corpora/second-readings/BATCH.jsonl, one line a call: {"callId", "labels": [{"category", "turn"}]}). F1 counts
the same category on the same or a neighbouring turn; by call, a category counts once.
Exit codes: 0 done, 1 a file can't be read.`;

const Reading = z.strictObject({ callId: z.string(), labels: z.array(ExpectedLabel) });

/** callwarden eval agreement: how far two readers of the same calls agree. */
export function registerEvalAgreement(program: Command, terminal: Terminal): void {
  const parent = program.commands.find((command) => command.name() === 'eval');
  if (parent === undefined) throw new Error('eval must be registered before eval agreement');
  parent
    .command('agreement')
    .description('agreement of the labels with a second reading')
    .option('--dir <dir>', 'lexicons folder', 'lexicons')
    .action(async ({ dir }: { dir: string }) => {
      const folder = join(dir, 'corpora', 'second-readings');
      const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
      const all = new Map<Category, Tally>();
      for (const file of files) {
        const first = await readBatch(join(dir, 'corpora', file));
        const expected = new Map(
          first.calls.map(({ transcript, expected: labels }) => [transcript.callId, labels]),
        );
        const [byTurn, byCall] = [new Map<Category, Tally>(), new Map<Category, Tally>()];
        const readings = await readReadings(join(folder, file));
        for (const { callId, labels } of readings) {
          const others = expected.get(callId);
          if (others === undefined)
            throw new CommandError(`${file}: the batch has no call ${callId}; take the line out`);
          const matching = matchLabels(labels, others);
          addMatching(byTurn, matching);
          addMatching(all, matching);
          addMatching(byCall, matchLabels(once(labels), once(others)));
        }
        terminal.out(lineOf(`${first.name}, ${readings.length} calls`, byTurn, byCall));
      }
      for (const [category, tally] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const { f1, labels } = figuresOf(tally);
        terminal.out(`  ${category.padEnd(26)} F1 ${f1.toFixed(3)}  of ${labels}`);
      }
    })
    .addHelpText('after', EXAMPLES);
}

async function readReadings(file: string): Promise<z.infer<typeof Reading>[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    try {
      return Reading.parse(JSON.parse(line));
    } catch (cause) {
      throw new CommandError(
        `${file}:${index + 1} is not a reading: ${cause instanceof Error ? cause.message : ''}`,
      );
    }
  });
}

const once = (labels: readonly ExpectedLabel[]) =>
  [...new Set(labels.map(({ category }) => category))].map((category) => ({ category, turn: null }));

const f1Of = (tallies: ReadonlyMap<Category, Tally>) => figuresOf(sumTallies(tallies.values())).f1.toFixed(3);

const lineOf = (
  name: string,
  byTurn: ReadonlyMap<Category, Tally>,
  byCall: ReadonlyMap<Category, Tally>,
): string => `${name.padEnd(28)} F1 by turn ${f1Of(byTurn)}  by call ${f1Of(byCall)}`;
