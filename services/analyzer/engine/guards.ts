import { type Coverage, createCoverage } from '../language/coverage.ts';
import { isWithin } from '../language/text-view.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';
import { findText } from './matchers/text.ts';
import type { NearHits } from './near-hits.ts';
import type { HitsOf, Line, Match } from './scene.ts';

/** Hits of a guard's group on a line. */
export type GuardHits = (guardId: string) => HitsOf;

/** The speech act (negation, quotation, policy …) that takes the sting out of a match, or null. */
export function guardOf(rule: LinkedRule, match: Match, guardHits: GuardHits, near: NearHits): string | null {
  const { line } = match;
  for (const { guard } of rule.guards) {
    const hitsOf = guardHits(guard.id);
    const pseudo = guard.unless === undefined ? [] : hitsOf(guard.unless, line);
    const nearby = near.around(hitsOf(guard.of, line), match.start - guard.gap, match.end + guard.gap + 1);
    const holds = nearby.some((hit) => {
      const before = hit.start < match.end && hit.end >= match.start - guard.gap;
      const after = hit.end > match.start && hit.start <= match.end + guard.gap;
      const reaches =
        guard.side === 'before'
          ? before && hit.start <= lastStart(match)
          : guard.side === 'after'
            ? after
            : before || after;
      const from = Math.min(hit.start, match.start);
      const to = Math.max(hit.end, match.end);
      if (!reaches || !isWithin(line.view, from, to, guard.within)) return false;
      return !near.inSentence(pseudo, line, from, to);
    });
    if (holds) return guard.id;
  }
  return null;
}

function lastStart(match: Match): number {
  let last = 0;
  for (const { hit } of match.hits) if (hit.line === match.line) last = Math.max(last, hit.start);
  return last;
}

/** Tells the exception that overlaps a match and cancels it, or null. */
export type ExceptionOf = (match: Match) => string | null;

/** Exceptions of one rule in one call, each looked for once a line. `without` leaves one out: how an exception proves its worth. */
export function createExceptions(rule: LinkedRule, hitsOf: HitsOf, without?: string): ExceptionOf {
  const exceptions = rule.rule.exceptions
    .filter(({ id }) => id !== without)
    .map((exception) => ({ exception, onLine: new Map<Line, Coverage>() }));
  return ({ line, start, end }) => {
    for (const { exception, onLine } of exceptions) {
      const known = onLine.get(line) ?? createCoverage(findText(exception, line, hitsOf));
      onLine.set(line, known);
      if (known.overlaps(start, end)) return exception.id;
    }
    return null;
  };
}
