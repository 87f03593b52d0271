import type { Review } from '../../../contracts/review.ts';
import type { Identity } from './identity.ts';
import type { ScopedCall } from './scope-of.ts';

/** Whether somebody collected in this call: such a person never reviews it, whatever the role. */
export function isOwnCall(
  { collectorId }: Pick<Identity, 'collectorId'>,
  call: Pick<ScopedCall, 'collectorId'>,
): boolean {
  return collectorId !== null && call.collectorId === collectorId;
}

const OWN_WORK = new Set(['verdict', 'added', 'undone']);

/**
 * Whether somebody may decide about the appeal that stands in a review: not who judged the finding at any time, who
 * raised the appeal, who decided an earlier step, or who collected in the call.
 */
export function mayDecideAppeal(
  identity: Pick<Identity, 'id' | 'collectorId'>,
  { history, reviewer, appeal }: Pick<Review, 'history' | 'reviewer' | 'appeal'>,
  call: Pick<ScopedCall, 'collectorId'>,
): boolean {
  const { id } = identity;
  const hasJudged =
    reviewer === id || history.some(({ kind, actor }) => OWN_WORK.has(kind) && actor.id === id);
  const hasAppealed = appeal?.raisedBy.id === id || (appeal?.answers.some(({ by }) => by.id === id) ?? false);
  return !hasJudged && !hasAppealed && !isOwnCall(identity, call);
}
