import type { Finding } from '../../../contracts/finding.ts';
import type { LabelledCall } from '../../../contracts/labelled-call.ts';
import type { Category } from '../../../contracts/vocabulary.ts';
import type { AnalyseCall } from '../analyse-call.ts';
import { addMatching, figuresOf, matchLabels, sumTallies, type Tally } from './score-labels.ts';

/** Which findings count as predictions. */
export type Counted = 'violations' | 'with_suspected';

/** A miss or a false alarm, for reading. */
export interface Mistake {
  readonly kind: 'miss' | 'false_alarm';
  readonly callId: string;
  readonly category: Category;
  readonly turn: number | null;
  readonly ruleId: string | null;
  readonly text: string;
}

export interface Evaluation {
  readonly calls: number;
  readonly byTurn: ReadonlyMap<Category, Tally>;
  /** A call counts once a category: flagged for it or not, labelled with it or not. */
  readonly byCall: ReadonlyMap<Category, Tally>;
  readonly cleanCalls: number;
  readonly cleanCallsFlagged: number;
  readonly mistakes: readonly Mistake[];
}

/** Analyses labelled calls and compares. vulnerability is a cue, not a breach: a clean call may hold it. */
export function evaluateCalls(
  calls: readonly LabelledCall[],
  analyse: AnalyseCall,
  counted: Counted,
): Evaluation {
  const byTurn = new Map<Category, Tally>();
  const byCall = new Map<Category, Tally>();
  const mistakes: Mistake[] = [];
  let cleanCalls = 0;
  let cleanCallsFlagged = 0;
  for (const { transcript, expected } of calls) {
    const predictions = analyse(transcript, []).findings.filter((finding) => counts(finding, counted));
    const matching = matchLabels(predictions, expected);
    addMatching(byTurn, matching);
    const wholeCall = (marks: readonly { category: Category }[]) =>
      marks.map(({ category }) => ({ category, turn: null }));
    addMatching(byCall, matchLabels(wholeCall(predictions), distinct(wholeCall(expected))));
    if (expected.length === 0) {
      cleanCalls += 1;
      if (matching.falseAlarms.length > 0) cleanCallsFlagged += 1;
    }
    const textAt = (turn: number | null) =>
      turn === null ? transcript.startedAt : (transcript.turns[turn]?.text ?? '');
    for (const { category, turn } of matching.misses) {
      mistakes.push({
        kind: 'miss',
        callId: transcript.callId,
        category,
        turn,
        ruleId: null,
        text: textAt(turn),
      });
    }
    for (const { category, turn, ruleId } of matching.falseAlarms) {
      mistakes.push({
        kind: 'false_alarm',
        callId: transcript.callId,
        category,
        turn,
        ruleId,
        text: textAt(turn),
      });
    }
  }
  return { calls: calls.length, byTurn, byCall, cleanCalls, cleanCallsFlagged, mistakes };
}

const counts = ({ outcome, status }: Finding, counted: Counted) =>
  status === 'active' &&
  (outcome === 'violation' || (counted === 'with_suspected' && outcome === 'suspected'));

const distinct = <T extends { category: Category }>(marks: readonly T[]): T[] => [
  ...new Map(marks.map((mark) => [mark.category, mark])).values(),
];

/** The figures of an evaluation as plain numbers, for tables and for comparing runs. */
export function summarise(evaluation: Evaluation) {
  const categories = [...evaluation.byTurn.keys()].sort();
  return {
    calls: evaluation.calls,
    byTurn: figuresOf(sumTallies(evaluation.byTurn.values())),
    byCall: figuresOf(sumTallies(evaluation.byCall.values())),
    cleanCalls: evaluation.cleanCalls,
    cleanCallsFlagged: evaluation.cleanCallsFlagged,
    categories: Object.fromEntries(
      categories.map((category) => [
        category,
        figuresOf(evaluation.byTurn.get(category) ?? { hits: 0, falseAlarms: 0, misses: 0 }),
      ]),
    ),
  };
}
export type Summary = ReturnType<typeof summarise>;
