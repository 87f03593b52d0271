import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  type Counted,
  evaluateCalls,
  type Mistake,
  type Summary,
  summarise,
} from '../../services/analyzer/evaluation/evaluate-calls.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { readBatch } from '../read-labelled-calls.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ callwarden eval my-labelled-calls.jsonl            precision, recall and F1 by category, by turn and by call
  $ callwarden eval calls.jsonl --mistakes threat      misses and false alarms of a category with their text
  $ callwarden eval                                    every batch of lexicons/corpora

Files are transcripts with "expected": [{"category", "turn"}]. On the project's own corpora the second reader has seen the
answers: its honest figures, on batches left out, are those that callwarden train prints and keeps in its card.
Exit codes: 0 done, 1 a file can't be read.`;

const LAST_RUN = '.cache/eval/last.json';
const COUNTED: readonly Counted[] = ['violations', 'with_suspected'];

interface EvalOptions {
  readonly rulebook: string;
  readonly mistakes?: string;
  readonly json?: boolean;
}

/** callwarden eval: the analyzer against labelled calls, with the difference to the last run. */
export function registerEval(program: Command, terminal: Terminal): void {
  program
    .command('eval')
    .description('measure detection on labelled calls')
    .argument('[files...]', 'labelled calls, JSON Lines')
    .option('--rulebook <dir>', 'lexicons folder', 'lexicons')
    .option('--mistakes <category>', 'list misses and false alarms of a category, or all')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: EvalOptions) => {
      const { analyse } = await loadAnalysis(options.rulebook);
      const chosen = files.length > 0 ? files : await corpora(options.rulebook);
      const before = await lastRun();
      const now: Record<string, Summary> = {};
      for (const file of chosen) {
        const { name, calls } = await readBatch(file);
        for (const counted of COUNTED) {
          const evaluation = evaluateCalls(calls, analyse, counted);
          const summary = summarise(evaluation);
          now[`${name} ${counted}`] = summary;
          if (!options.json)
            for (const line of tell(name, counted, summary, before[`${name} ${counted}`])) terminal.out(line);
          if (options.mistakes && counted === 'with_suspected')
            tellMistakes(evaluation.mistakes, options.mistakes, terminal);
        }
      }
      if (options.json) terminal.out(JSON.stringify(now, null, 2));
      await mkdir('.cache/eval', { recursive: true });
      await writeFile(
        LAST_RUN,
        JSON.stringify({
          ...before,
          ...Object.fromEntries(Object.entries(now).map(([key, { byTurn }]) => [key, byTurn.f1])),
        }),
      );
    });
}

async function corpora(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'corpora'));
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(folder, 'corpora', name));
}

/** F1 by turn of the run before, by batch; empty where there was none. */
async function lastRun(): Promise<Record<string, number>> {
  const text = await readFile(LAST_RUN, 'utf8').catch(() => '{}');
  return z.record(z.string(), z.number()).catch({}).parse(JSON.parse(text));
}

function tell(name: string, counted: Counted, summary: Summary, before: number | undefined): string[] {
  const { byTurn, byCall, cleanCalls, cleanCallsFlagged, categories } = summary;
  const change =
    before === undefined
      ? ''
      : ` (${byTurn.f1 >= before ? '+' : ''}${(byTurn.f1 - before).toFixed(3)} to the last run)`;
  const row = (label: string, figures: Summary['byTurn']) =>
    `  ${label.padEnd(24)} P ${figures.precision.toFixed(3)}  R ${figures.recall.toFixed(3)}  F1 ${figures.f1.toFixed(3)}  of ${figures.labels}`;
  return [
    `${name}, ${counted === 'violations' ? 'violations alone' : 'with suspected'}: ${summary.calls} calls`,
    ...Object.entries(categories).map(([category, figures]) => row(category, figures)),
    `${row('all, by turn', byTurn)}${change}`,
    row('all, by call', byCall),
    `  clean calls flagged      ${cleanCallsFlagged} of ${cleanCalls}`,
  ];
}

function tellMistakes(mistakes: readonly Mistake[], wanted: string, terminal: Terminal): void {
  for (const { kind, callId, category, turn, ruleId, text } of mistakes) {
    if (wanted !== 'all' && wanted !== category) continue;
    terminal.out(
      `  ${kind === 'miss' ? 'missed     ' : 'false alarm'} ${callId} turn ${turn ?? '-'} ${category}${ruleId ? ` ${ruleId}` : ''}: ${text}`,
    );
  }
}
