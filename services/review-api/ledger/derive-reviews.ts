import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { type CallWork, NEW_WORK, type QueueEvent } from '../../../contracts/call-work.ts';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { Span } from '../../../contracts/finding.ts';
import { NEW_REVIEW, type Review, type ReviewEvent, type ReviewStanding } from '../../../contracts/review.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { applyQueueEvent, applyReviewEvent } from '../reviews/apply-events.ts';
import { withoutQuotes } from './review-fact.ts';

/** What the ledger tells of one call, in any order. */
export interface ToldEvents {
  readonly findings: readonly ReviewEvent[];
  readonly work: readonly QueueEvent[];
}

/** One place where the store does not hold what the ledger tells. */
export interface ReviewDifference {
  readonly callId: string;
  /** Null: the work on the call as a whole. */
  readonly findingId: string | null;
  readonly stored: { readonly state: string; readonly version: number };
  readonly told: { readonly state: string; readonly version: number };
  /** Events that the store has and the ledger has not: lies, or told in this very moment. */
  readonly untold: readonly { readonly id: string; readonly kind: string }[];
  /** Why it can't be written: the finding is gone, or events are missing in between. */
  readonly obstacle: 'finding_gone' | 'events_missing' | null;
}

/** The call as the ledger tells it, and where the store differs. Pure; quotes of spans come from the transcript. */
export function deriveReviews(
  call: StoredCall,
  told: ToldEvents,
): {
  readonly derived: Pick<StoredCall, 'findings' | 'work'>;
  readonly differences: readonly ReviewDifference[];
} {
  const differences: ReviewDifference[] = [];
  const { callId } = call.record;
  const byFinding = Map.groupBy(told.findings, ({ findingId }) => findingId);

  const findings = call.findings.map((stored): StoredFinding => {
    const events = inOrder(byFinding.get(stored.finding.id) ?? []);
    byFinding.delete(stored.finding.id);
    const quoted = events.map((event) => withQuotes(event, call.transcript));
    const review = quoted.reduce(applyReviewEvent, NEW_REVIEW);
    const difference = differenceOf(stored.review, review, events);
    if (difference === null) return stored;
    differences.push({ callId, findingId: stored.finding.id, ...difference });
    return difference.obstacle === null ? { ...stored, review } : stored;
  });

  for (const [findingId, events] of byFinding)
    differences.push({
      callId,
      findingId,
      stored: { state: 'gone', version: 0 },
      told: { state: 'told', version: events.length },
      untold: [],
      obstacle: 'finding_gone',
    });

  const events = inOrder(told.work);
  const work = events.reduce(applyQueueEvent, NEW_WORK);
  const difference = differenceOf(call.work ?? NEW_WORK, work, events);
  if (difference !== null) differences.push({ callId, findingId: null, ...difference });
  const keeps = difference === null || difference.obstacle !== null;
  const derivedWork = keeps ? call.work : work;
  return { derived: { findings, ...(derivedWork !== undefined && { work: derivedWork }) }, differences };
}

function differenceOf(
  stored: Review | CallWork,
  derived: Review | CallWork,
  events: readonly { readonly id: string; readonly version: number }[],
): Omit<ReviewDifference, 'callId' | 'findingId'> | null {
  if (canonicalJson(withoutQuotes(stored)) === canonicalJson(withoutQuotes(derived))) return null;
  const known = new Set(events.map(({ id }) => id));
  const isWhole = events.every(({ version }, index) => version === index + 1);
  return {
    stored: outlineOf(stored),
    told: outlineOf(derived),
    untold: stored.history.map(({ id, kind }) => ({ id, kind })).filter(({ id }) => !known.has(id)),
    obstacle: isWhole ? null : 'events_missing',
  };
}

function outlineOf(about: Review | CallWork): { state: string; version: number } {
  const { version } = about;
  if ('state' in about) return { state: [about.state, about.verdict ?? ''].join(' ').trim(), version };
  return { state: about.history.at(-1)?.kind ?? 'untouched', version };
}

const inOrder = <T extends { readonly version: number }>(events: readonly T[]): T[] =>
  events.toSorted((a, b) => a.version - b.version);

function withQuotes(event: ReviewEvent, transcript: Transcript | null): ReviewEvent {
  const quote = (span: Span): Span => ({
    ...span,
    quote: transcript?.turns[span.turn]?.text.slice(span.start, span.end) ?? '',
  });
  const standing = (one: ReviewStanding): ReviewStanding => ({
    ...one,
    ...(one.evidence !== undefined && { evidence: one.evidence.map(quote) }),
  });
  const { evidence, restores, ...rest } = event;
  return {
    ...rest,
    ...(evidence !== undefined && { evidence: evidence.map(quote) }),
    ...(restores !== undefined && { restores: standing(restores) }),
  };
}
