import type { StoredCall, StoredFinding } from './call-record.ts';
import type { QueueLane, QueueStage } from './queue.ts';
import type { ReviewState } from './review.ts';
import type { Severity } from './vocabulary.ts';

/** Where a call stands in the queue, as its findings and the work on it say. */
export interface QueueStanding {
  readonly stage: QueueStage;
  /** The strongest outcome and the worst severity among open findings. */
  readonly lane: QueueLane | null;
  readonly worst: Severity | null;
  /** Open findings. */
  readonly open: number;
}

const LANES: readonly QueueLane[] = ['violation', 'undecidable', 'suspected'];
const SEVERITIES: readonly Severity[] = ['redline', 'serious', 'minor'];
const OPEN: readonly ReviewState[] = ['new', 'claimed', 'reopened'];

/** Whether officers see a finding: that of a rule in shadow or of an earlier analysis is not to be reviewed. */
export const isInReview = ({ finding, superseded }: StoredFinding): boolean =>
  finding.status === 'active' && !superseded;

/** Whether a finding waits for a verdict. */
export const isOpen = (stored: StoredFinding): boolean =>
  isInReview(stored) && OPEN.includes(stored.review.state);

export function queueStanding(call: Pick<StoredCall, 'findings' | 'work'>): QueueStanding {
  const open = call.findings.filter(isOpen);
  return {
    stage: stageOf(call),
    lane: LANES.find((lane) => open.some(({ finding }) => finding.outcome === lane)) ?? null,
    worst: SEVERITIES.find((worst) => open.some(({ finding }) => finding.severity === worst)) ?? null,
    open: open.length,
  };
}

function stageOf({ findings, work }: Pick<StoredCall, 'findings' | 'work'>): QueueStage {
  const shown = findings.filter(isInReview);
  if (shown.some(isOpen)) return 'open';
  if (shown.some(({ review }) => review.state === 'appealed')) return 'appealed';
  if (work?.published !== undefined) return work.published.closed ? 'closed' : 'published';
  return shown.length > 0 ? 'reviewed' : 'none';
}
