import type { Appeal } from '../../../contracts/appeal.ts';
import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import type { ReviewSettings } from '../../../contracts/review-settings.ts';
import type { Happening } from '../reviews/change-call.ts';
import { HOUSEKEEPING } from '../reviews/review-events.ts';
import { daysLater, ended, event, stepAfter } from './decide-appeal.ts';

export interface TimeoutContext {
  readonly at: Date;
  readonly settings: ReviewSettings;
}

/** What the clock does to the appeals of a call: at most one event a finding. */
export function decideTimeouts({ findings }: StoredCall, context: TimeoutContext): Happening {
  return { status: 'events', events: findings.flatMap((stored) => timeout(stored, context).events) };
}

/**
 * An undecided step goes to the next one or accepts what was sought, as the settings say; the last step has no next one
 * and accepts: whoever judges must not win by silence. An answer that was not taken further ends the appeal.
 */
function timeout(stored: StoredFinding, { at, settings }: TimeoutContext): Happening {
  const { appeal } = stored.review;
  const nothing: Happening = { status: 'events', events: [] };
  if (appeal === undefined || appeal.dueAt === null || Date.parse(appeal.dueAt) > at.getTime())
    return nothing;
  const told = { kind: 'appeal_timed_out' as const, actor: HOUSEKEEPING, at };
  if (appeal.status === 'answered') return event(stored, { ...told, appeal: ended(appeal) });
  if (appeal.status === 'ended') return nothing;
  const next = settings.appeal.onTimeout === 'next_step' ? stepAfter(appeal.step) : null;
  const answer = {
    step: appeal.step,
    decision: 'timed_out' as const,
    by: HOUSEKEEPING,
    at: at.toISOString(),
  };
  if (next === null) {
    const answers: Appeal['answers'] = [...appeal.answers, { ...answer, set: appeal.sought }];
    return event(stored, { ...told, appeal: ended({ ...appeal, answers }), set: appeal.sought });
  }
  const dueAt = daysLater(at, settings.appeal.stepDays);
  return event(stored, {
    ...told,
    appeal: { ...appeal, answers: [...appeal.answers, answer], step: next, dueAt },
  });
}
