import type { StoredFinding } from '../../../contracts/call-record.ts';
import type { VerdictInput } from '../../../contracts/review.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { type Actor, conflictOf, judgeFinding, type Refusal } from './judge-finding.ts';
import type { ReviewOutbox } from './review-outbox.ts';

export type VerdictAnswer =
  | { readonly status: 'written'; readonly finding: StoredFinding }
  | { readonly status: 'not_found' }
  | Refusal;

export interface VerdictOptions {
  readonly store: Pick<RecordStore, 'writeReview'>;
  readonly outbox: ReviewOutbox;
  readonly now: () => Date;
}

export type GiveVerdict = (
  stored: StoredFinding,
  input: VerdictInput,
  actor: Actor,
) => Promise<VerdictAnswer>;

/** Writes a verdict over the version of the review that its giver saw, and has it published. */
export function createGiveVerdict({ store, outbox, now }: VerdictOptions): GiveVerdict {
  return async function giveVerdict(stored, input, actor) {
    const judgement = judgeFinding(stored, input, actor, now());
    if (judgement.status !== 'judged') return judgement;
    const { event, review } = judgement;
    await outbox.note(event);
    const written = await store.writeReview(stored.finding.id, review, input.version);
    if (written.status === 'not_found') {
      await outbox.strike(event);
      return written;
    }
    // The very same request twice within a millisecond makes one event: the second finds it written already.
    if (written.finding.review.history.some(({ id }) => id === event.id)) {
      outbox.announce(event);
      return { status: 'written', finding: written.finding };
    }
    await outbox.strike(event);
    return conflictOf(written.finding.review, input.version);
  };
}
