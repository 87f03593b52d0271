import type { ElementLabelledCall, ExpectedPromise } from '../../../contracts/labelled-elements.ts';
import { ElementName, type PromiseToPay } from '../../../contracts/scoring.ts';
import type { AnalyseCall } from '../analyse-call.ts';
import type { Tally } from './score-labels.ts';

/** What is counted: `present` of each element, `absent` of each, the terms of promises, the class of the reason. */
export interface ElementEvaluation {
  readonly calls: number;
  /** Rows by name: an element, or promise, promise.amount, promise.date, promise.time, promise.channel, reason. */
  readonly present: ReadonlyMap<string, Tally>;
  readonly absent: ReadonlyMap<string, Tally>;
  /** Share of calls in which the status of an element is exactly the labelled one. */
  readonly exact: ReadonlyMap<string, number>;
  readonly mistakes: readonly ElementMistake[];
}

export interface ElementMistake {
  readonly callId: string;
  readonly row: string;
  readonly expected: string;
  readonly found: string;
  readonly because: string;
}

const TERMS = ['amount', 'date', 'time', 'channel'] as const;

/** Analyses labelled calls and compares, element by element. */
export function evaluateElements(
  calls: readonly ElementLabelledCall[],
  analyse: AnalyseCall,
): ElementEvaluation {
  const present = new Map<string, Tally>();
  const absent = new Map<string, Tally>();
  const agreed = new Map<string, number>();
  const mistakes: ElementMistake[] = [];
  for (const { transcript, expected } of calls) {
    const { callId } = transcript;
    const { elements, promises, reasonForDelay } = analyse(transcript, []);
    const statuses = new Map(elements.map((score) => [score.element, score]));
    for (const element of ElementName.options) {
      const wanted = expected.elements[element];
      const found = statuses.get(element);
      count(present, element, wanted === 'present', found?.status === 'present');
      count(absent, element, wanted === 'absent', found?.status === 'absent');
      if (found?.status === wanted) agreed.set(element, (agreed.get(element) ?? 0) + 1);
      else
        mistakes.push({
          callId,
          row: element,
          expected: wanted,
          found: found?.status ?? 'none',
          because: found?.reason.en ?? '',
        });
    }
    const reason = reasonForDelay?.reason ?? null;
    countValue(present, 'reason', expected.reasonForDelay, reason);
    if (reason !== expected.reasonForDelay) {
      const because = reasonForDelay?.evidence.map(({ quote }) => quote).join(' | ') ?? '';
      mistakes.push({
        callId,
        row: 'reason',
        expected: `${expected.reasonForDelay}`,
        found: `${reason}`,
        because,
      });
    }
    const open = promises.filter(({ status }) => status === 'open');
    mistakes.push(...comparePromises(callId, expected.promises, open, present));
  }
  const exact = new Map(
    ElementName.options.map((element) => [element, (agreed.get(element) ?? 0) / Math.max(1, calls.length)]),
  );
  return { calls: calls.length, present, absent, exact, mistakes };
}

function count(tallies: Map<string, Tally>, row: string, wanted: boolean, found: boolean): void {
  const tally = tallies.get(row) ?? { hits: 0, falseAlarms: 0, misses: 0 };
  tallies.set(row, tally);
  if (wanted && found) tally.hits += 1;
  else if (wanted) tally.misses += 1;
  else if (found) tally.falseAlarms += 1;
}

/** A value counts as found only where it is the labelled one; a wrong one is both a miss and a false alarm. */
function countValue(tallies: Map<string, Tally>, row: string, wanted: unknown, found: unknown): void {
  if (wanted === found) count(tallies, row, wanted !== null, found !== null);
  else {
    count(tallies, row, wanted !== null, false);
    count(tallies, row, false, found !== null);
  }
}

type Terms = Pick<PromiseToPay, 'amount' | 'date' | 'time' | 'channel' | 'conditional'>;

const likeness = (a: Terms, b: Terms) =>
  TERMS.filter((term) => a[term] !== null && a[term] === b[term]).length;

function comparePromises(
  callId: string,
  expected: readonly ExpectedPromise[],
  found: readonly PromiseToPay[],
  tallies: Map<string, Tally>,
): ElementMistake[] {
  const left = [...found];
  const mistakes: ElementMistake[] = [];
  for (const wanted of expected) {
    const [best] = left.toSorted((a, b) => likeness(b, wanted) - likeness(a, wanted));
    if (best) left.splice(left.indexOf(best), 1);
    count(tallies, 'promise', true, best !== undefined);
    for (const term of TERMS) countValue(tallies, `promise.${term}`, wanted[term], best?.[term] ?? null);
    if (!best || TERMS.some((term) => wanted[term] !== best[term]))
      mistakes.push(promiseMistake(callId, wanted, best));
  }
  for (const extra of left) {
    count(tallies, 'promise', false, true);
    for (const term of TERMS) countValue(tallies, `promise.${term}`, null, extra[term]);
    mistakes.push(promiseMistake(callId, undefined, extra));
  }
  return mistakes;
}

const told = (promise: Terms | undefined) =>
  promise === undefined ? 'none' : TERMS.map((term) => promise[term] ?? '-').join(' ');

const promiseMistake = (
  callId: string,
  wanted: ExpectedPromise | undefined,
  found: PromiseToPay | undefined,
): ElementMistake => ({
  callId,
  row: 'promise',
  expected: told(wanted),
  found: told(found),
  because: found?.evidence.map(({ turn, quote }) => `${turn}:${quote}`).join(' | ') ?? '',
});
