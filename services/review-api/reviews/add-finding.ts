import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { Finding } from '../../../contracts/finding.ts';
import type { RejectDetail } from '../../../contracts/rejected.ts';
import { type MissedViolation, NEW_REVIEW } from '../../../contracts/review.ts';
import { CATEGORY_NAMES } from '../../analyzer/reader/category-names.ts';
import { markEvidence } from './mark-evidence.ts';
import { type Actor, findingEvent } from './review-events.ts';

export type AddedFinding =
  | {
      readonly status: 'added';
      readonly stored: StoredFinding;
      readonly event: ReturnType<typeof findingEvent>;
    }
  | { readonly status: 'invalid'; readonly errors: readonly RejectDetail[] }
  | { readonly status: 'exists'; readonly finding: StoredFinding };

interface Adding {
  readonly actor: Actor;
  readonly at: Date;
}

/** The finding that a reviewer adds to a call, confirmed by that reviewer. Pure; the same evidence has the same id. */
export function addFinding(call: StoredCall, missed: MissedViolation, { actor, at }: Adding): AddedFinding {
  const marked = markEvidence(call.transcript, missed.spans, 'spans');
  if (!marked.ok) return { status: 'invalid', errors: marked.errors };
  const finding = addedFinding(call, missed, marked.spans);
  const known = call.findings.find((stored) => stored.finding.id === finding.id);
  if (known !== undefined) return { status: 'exists', finding: known };
  const stored: StoredFinding = { finding, review: NEW_REVIEW, superseded: false };
  const event = findingEvent(stored, {
    kind: 'added',
    verdict: 'confirmed',
    ...(missed.comment !== undefined && { comment: missed.comment }),
    missed,
    actor,
    at: at.toISOString(),
  });
  return { status: 'added', stored, event };
}

function addedFinding(
  { record, transcript }: StoredCall,
  { category, severity, ruleId: named }: MissedViolation,
  spans: Finding['spans'],
): Finding {
  const { callId, revision, rulebookHash } = record;
  const ruleId = `reviewer.${category}`;
  const turns = spans.map((span) => span.turn);
  const turn = turns.length === 0 ? null : Math.max(...turns);
  const marked = turns.flatMap((index) => transcript?.turns[index] ?? []);
  return {
    id: contentHash({ callId, ruleId, turn, spans }),
    callId,
    revision,
    ruleId,
    ruleVersion: 1,
    logicHash: contentHash({ by: 'reviewer' }),
    rulebookHash,
    evidenceHash: contentHash({ category, quotes: spans.map(({ quote }) => quote) }),
    source: 'reviewer',
    category,
    severity,
    outcome: 'violation',
    turn,
    spans,
    startMs: marked.length === 0 ? null : Math.min(...marked.map(({ startMs }) => startMs)),
    endMs: marked.length === 0 ? null : Math.max(...marked.map(({ endMs }) => endMs)),
    confidence: 1,
    status: 'active',
    title: CATEGORY_NAMES[category],
    explanation: {
      zh: named === undefined ? '由复核员补充，规则未检出。' : `由复核员补充，规则 ${named} 未检出。`,
      en: named === undefined ? 'Added by a reviewer.' : `Added by a reviewer; rule ${named} missed it.`,
      branches: [],
      matched: [],
      facts: [],
      exceptions: [],
    },
    citations: [],
  };
}
