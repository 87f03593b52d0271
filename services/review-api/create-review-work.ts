import type { EventLog } from '../../platform/event-log/port.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import type { Accounts } from './access/accounts.ts';
import { type Appeals, createAppeals } from './appeals/appeals.ts';
import { createOwnResults } from './appeals/own-results.ts';
import type { Ledger } from './ledger/create-ledger.ts';
import { type BlindReviews, createBlindReviews } from './quality/blind-review.ts';
import { createQuality, type Quality } from './quality/quality.ts';
import { type AssignCalls, createAssignCalls } from './queue/assign-calls.ts';
import { type BulkVerdicts, createBulkVerdicts } from './queue/bulk-verdicts.ts';
import { createReviewDrafts, type ReviewDrafts } from './queue/review-drafts.ts';
import { createReviewSettingsKeeper, type ReviewSettingsKeeper } from './queue/review-settings-keeper.ts';
import { createSavedFilters, type SavedFilters } from './queue/saved-filters.ts';
import { createSweepQueue } from './queue/sweep-queue.ts';
import { createTakeOver } from './queue/take-over.ts';
import { createWorkQueue, type WorkQueue } from './queue/work-queue.ts';
import { createChangeCall } from './reviews/change-call.ts';
import { createGiveVerdict, type GiveVerdict } from './reviews/give-verdict.ts';
import { createReviewOutbox, type ReviewOutbox } from './reviews/review-outbox.ts';
import { createReviewerActs, type ReviewerActs } from './reviews/reviewer-acts.ts';

export interface ReviewWorkOptions {
  readonly store: RecordStore;
  readonly eventLog: Pick<EventLog, 'publish'>;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Everything that reviewers, leads and collectors do about calls. */
export interface ReviewWork {
  readonly outbox: ReviewOutbox;
  readonly settings: ReviewSettingsKeeper;
  readonly giveVerdict: GiveVerdict;
  readonly queue: WorkQueue;
  readonly assign: AssignCalls;
  readonly acts: ReviewerActs;
  readonly takeOver: ReturnType<typeof createTakeOver>;
  readonly bulk: BulkVerdicts;
  readonly filters: SavedFilters;
  readonly drafts: ReviewDrafts;
  readonly blind: BlindReviews;
  readonly quality: Quality;
  readonly appeals: Appeals;
  readonly ownResults: ReturnType<typeof createOwnResults>;
  readonly sweepQueue: ReturnType<typeof createSweepQueue>;
}

/** Review over the record store; nothing is kept in the process. */
export function createReviewWork(options: ReviewWorkOptions): ReviewWork {
  const { store, accounts, now } = options;
  const outbox = createReviewOutbox(options);
  const settings = createReviewSettingsKeeper(store);
  const changeCall = createChangeCall({ store, outbox });
  const giveVerdict = createGiveVerdict({ changeCall, settings, now });
  const queue = createWorkQueue({ store, changeCall, settings, now });
  const assign = createAssignCalls({ store, accounts, settings, queue });
  return {
    outbox,
    settings,
    giveVerdict,
    queue,
    assign,
    acts: createReviewerActs(changeCall, now),
    takeOver: createTakeOver({ store, queue, now }),
    bulk: createBulkVerdicts({ store, giveVerdict, changeCall, settings, now }),
    filters: createSavedFilters(store, now),
    drafts: createReviewDrafts(store, now),
    blind: createBlindReviews({ store, changeCall, settings, now }),
    quality: createQuality(store, now),
    appeals: createAppeals({ store, changeCall, settings, now }),
    ownResults: createOwnResults(store, now),
    sweepQueue: createSweepQueue({ store, changeCall, assign, settings, now }),
  };
}
