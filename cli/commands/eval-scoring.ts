import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { ElementLabelledCall } from '../../contracts/labelled-elements.ts';
import {
  type ElementEvaluation,
  evaluateElements,
} from '../../services/analyzer/evaluation/evaluate-elements.ts';
import { figuresOf } from '../../services/analyzer/evaluation/score-labels.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { CommandError, type Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden eval scoring                                 every batch of lexicons/corpora-elements, each by itself
  $ callwarden eval scoring calls.jsonl --mistakes all      what was decided otherwise, with the reason given
  $ callwarden eval scoring --mistakes strong_opening

P, R and F1 are of the answer "present" (of the value, for a promise and its terms and for the reason); "absent" gives the F1
of the answer "absent", "exact" the share of calls with exactly the labelled status, "n" how often it was labelled present.
Held-out batches were labelled before any word of the lexicon was written; words are never taken from them.
Exit codes: 0 done, 1 a file can't be read.`;

interface Options {
  readonly rulebook: string;
  readonly mistakes?: string;
  readonly json?: boolean;
}

/** callwarden eval scoring: elements, promises and reasons against labelled calls, batch by batch. */
export function registerEvalScoring(program: Command, terminal: Terminal): void {
  const evaluation = program.commands.find((command) => command.name() === 'eval') ?? program;
  evaluation
    .command('scoring')
    .description('measure the elements of a call, promises and reasons on labelled calls')
    .argument('[files...]', 'labelled calls, JSON Lines')
    .option('--rulebook <dir>', 'lexicons folder', 'lexicons')
    .option('--mistakes <row>', 'list what was decided otherwise, for an element, promise, reason, or all')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { analyse } = await loadAnalysis(options.rulebook);
      const chosen = files.length > 0 ? files : await batches(options.rulebook);
      const figures: Record<string, unknown> = {};
      for (const file of chosen) {
        const found = evaluateElements(await readCalls(file), analyse);
        const name = basename(file, '.jsonl');
        figures[name] = Object.fromEntries([...found.present].map(([row, tally]) => [row, figuresOf(tally)]));
        if (!options.json) for (const line of table(name, found)) terminal.out(line);
        if (!options.json && options.mistakes) tellMistakes(found, options.mistakes, terminal);
      }
      if (options.json) terminal.out(JSON.stringify(figures, null, 2));
    });
}

async function batches(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'corpora-elements'));
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(folder, 'corpora-elements', name));
}

async function readCalls(file: string): Promise<ElementLabelledCall[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        return ElementLabelledCall.parse(JSON.parse(line));
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : '';
        throw new CommandError(`${file}:${index + 1} is not a call labelled with elements: ${why}`);
      }
    });
}

function table(name: string, { calls, present, absent, exact }: ElementEvaluation): string[] {
  return [
    `${name}: ${calls} calls`,
    ...[...present].map(([row, tally]) => {
      const { precision, recall, f1, labels } = figuresOf(tally);
      const other = absent.get(row);
      const share = exact.get(row);
      const more =
        other === undefined || share === undefined
          ? ''
          : `  absent ${figuresOf(other).f1.toFixed(3)}  exact ${share.toFixed(3)}`;
      return `  ${row.padEnd(24)} P ${precision.toFixed(3)}  R ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}  n ${String(labels).padStart(3)}${more}`;
    }),
  ];
}

function tellMistakes({ mistakes }: ElementEvaluation, wanted: string, terminal: Terminal): void {
  for (const { callId, row, expected, found, because } of mistakes) {
    if (wanted !== 'all' && wanted !== row) continue;
    terminal.out(`  ${callId} ${row}: labelled ${expected}, found ${found} (${because})`);
  }
}
