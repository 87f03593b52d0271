import { isWithin } from '../language/text-view.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';
import { findText } from './matchers/text.ts';
import type { HitsOf, Match } from './scene.ts';

/** Hits of a guard's group on a line. */
export type GuardHits = (guardId: string) => HitsOf;

/** The speech act (negation, quotation, policy …) that takes the sting out of a match, or null. */
export function guardOf(rule: LinkedRule, match: Match, guardHits: GuardHits): string | null {
  const { line } = match;
  for (const { guard } of rule.guards) {
    const hitsOf = guardHits(guard.id);
    const pseudo = guard.unless === undefined ? [] : hitsOf(guard.unless, line);
    const holds = hitsOf(guard.of, line).some((hit) => {
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
      return !pseudo.some((other) =>
        isWithin(line.view, Math.min(other.start, from), Math.max(other.end, to), 'sentence'),
      );
    });
    if (holds) return guard.id;
  }
  return null;
}

const lastStart = (match: Match) =>
  Math.max(...match.hits.filter(({ hit }) => hit.line === match.line).map(({ hit }) => hit.start));

/** The exception that overlaps a match and cancels it, or null. `without` leaves one out: how an exception proves its worth. */
export function exceptionOf(rule: LinkedRule, match: Match, hitsOf: HitsOf, without?: string): string | null {
  for (const exception of rule.rule.exceptions) {
    if (exception.id === without) continue;
    const overlaps = findText(exception, match.line, hitsOf).some(
      ({ start, end }) => start < match.end && end > match.start,
    );
    if (overlaps) return exception.id;
  }
  return null;
}
