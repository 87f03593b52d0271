import type { Category } from '../../../../contracts/vocabulary.ts';
import { probabilityOf, type ScoreContext, scoreContexts } from '../score-context.ts';
import { fitWeighing, type Outcome } from './calibrate.ts';
import type { LabelledTurn } from './labelled-turn.ts';

/** The scores around every turn, class by class; null where the class is not about the speaker. */
export type LeftOutContexts = ReadonlyMap<Category, readonly (ScoreContext | null)[]>;

/** Reads the scores of whole calls. The turns of a call stand together, in order. */
export function contextsByClass(
  turns: readonly LabelledTurn[],
  scores: ReadonlyMap<Category, Float64Array>,
): LeftOutContexts {
  const contexts = new Map([...scores].map(([category]) => [category, [] as (ScoreContext | null)[]]));
  for (const [, places] of Map.groupBy(turns.keys(), (at) => turns[at]?.call ?? '')) {
    const around = scoreContexts(
      [...scores.values()].map((row) => Float64Array.from(places, (at) => row[at] ?? Number.NaN)),
    );
    for (const [classIndex, [category, row]] of [...scores].entries())
      for (const [turn, at] of places.entries())
        contexts.get(category)?.push(Number.isNaN(row[at] ?? Number.NaN) ? null : around(classIndex, turn));
  }
  return contexts;
}

/** What one class is fitted to, without a batch. */
export function outcomesOf(
  turns: readonly LabelledTurn[],
  contexts: readonly (ScoreContext | null)[],
  category: Category,
  without?: string,
): Outcome[] {
  return contexts.flatMap((context, at) => {
    const turn = turns[at];
    if (context === null || turn === undefined || turn.batch === without) return [];
    return [{ context, isPositive: turn.labels.has(category) }];
  });
}

/** Probabilities of every turn by scores and weighing that never saw its batch; 0 where the class is not about it. */
export function probabilitiesLeftOut(
  turns: readonly LabelledTurn[],
  contexts: readonly (ScoreContext | null)[],
  category: Category,
): Float64Array {
  const weighings = new Map(
    [...new Set(turns.map(({ batch }) => batch))].map((batch) => [
      batch,
      fitWeighing(outcomesOf(turns, contexts, category, batch)),
    ]),
  );
  return Float64Array.from(contexts, (context, at) => {
    const weighing = weighings.get(turns[at]?.batch ?? '');
    return context === null || weighing === undefined ? 0 : probabilityOf(context, weighing);
  });
}
