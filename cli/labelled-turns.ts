import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Category } from '../contracts/vocabulary.ts';
import { createEngine } from '../services/analyzer/engine/engine.ts';
import { addMatching, matchLabels, type Tally } from '../services/analyzer/evaluation/score-labels.ts';
import { loadRulebookFolder } from '../services/analyzer/load-rulebook-folder.ts';
import type { LabelledTurn } from '../services/analyzer/reader/train/labelled-turn.ts';
import { READ_CATEGORIES } from '../services/analyzer/reader/train/train-reader.ts';
import { turnContexts } from '../services/analyzer/reader/turn-context.ts';
import { type Batch, readBatch } from './read-labelled-calls.ts';

/** The batches of a language in a lexicons folder, by name. */
export async function readCorpora(dir: string, language: 'zh' | 'en'): Promise<Batch[]> {
  const folder = join(dir, 'corpora');
  const files = (await readdir(folder))
    .filter((name) => name.startsWith(`${language}-`) && name.endsWith('.jsonl'))
    .sort();
  return Promise.all(files.map((name) => readBatch(join(folder, name))));
}

/** The contexts of all turns with their labels; what was heard and known comes from the rulebook at hand. */
export async function labelTurns(batches: readonly Batch[], dir: string): Promise<LabelledTurn[]> {
  const rulebook = await loadRulebookFolder(dir, { withoutReaders: true });
  const engine = createEngine(rulebook);
  return batches.flatMap(({ name, calls }) =>
    calls.flatMap(({ transcript, expected }) => {
      const { views, facts, heard } = engine({ call: transcript, history: [] });
      return turnContexts(transcript, views, facts, heard).map((context) => ({
        batch: name,
        call: `${name}/${transcript.callId}`,
        context,
        labels: new Set(expected.filter(({ turn }) => turn === context.turn).map(({ category }) => category)),
      }));
    }),
  );
}

/** Counts, by category, what a reader that never saw the batch of a turn would suspect. */
export function tallyLeftOut(
  turns: readonly LabelledTurn[],
  leftOut: ReadonlyMap<Category, Float64Array>,
  threshold: number,
): Map<Category, Tally> {
  const tallies = new Map<Category, Tally>();
  for (const [, call] of Map.groupBy(turns.keys(), (at) => turns[at]?.call ?? '')) {
    const predictions = READ_CATEGORIES.flatMap((category) =>
      call
        .filter((at) => (leftOut.get(category)?.[at] ?? 0) >= threshold)
        .map((at) => ({ category, turn: turns[at]?.context.turn ?? null })),
    );
    const labels = call.flatMap((at) =>
      [...(turns[at]?.labels ?? [])].map((category) => ({ category, turn: turns[at]?.context.turn ?? null })),
    );
    addMatching(tallies, matchLabels(predictions, labels));
  }
  return tallies;
}
