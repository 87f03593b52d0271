import { z } from 'zod';
import { CallRecord, StoredFinding } from './call-record.ts';
import { CallFilter } from './call-search.ts';
import { CallWork, Claim, QueueEvent } from './call-work.ts';
import { Problem } from './problem.ts';
import { DismissReason, Review, ReviewComment, ReviewEvent, Verdict } from './review.ts';
import { OffsetDateTime, PlainText } from './text.ts';
import { Severity } from './vocabulary.ts';

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',') : value),
    z.array(item).min(1).max(50),
  );
const flag = () =>
  z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
const Person = z.string().trim().min(1).max(256);
const version = z.int().nonnegative();
const reason = PlainText.pipe(z.string().trim().min(1, 'must not be empty').max(4_000));

/**
 * Where a call stands: open (a finding waits for a verdict), reviewed, published to the collector, appealed, closed
 * (published, and nothing can change it any more by appeal), none (nothing to review).
 */
export const QueueStage = z.enum(['none', 'open', 'reviewed', 'published', 'appealed', 'closed']);
export type QueueStage = z.infer<typeof QueueStage>;

/** The strongest outcome among the open findings: suspicions and what could not be decided have queues of their own. */
export const QueueLane = z.enum(['violation', 'undecidable', 'suspected']);
export type QueueLane = z.infer<typeof QueueLane>;

/** Filters of the queue: those of calls, and where the work stands. */
export const QueueFilter = CallFilter.extend({
  stage: list(QueueStage).optional(),
  lane: list(QueueLane).optional(),
  assignee: list(Person).optional(),
  claimedBy: list(Person).optional(),
  /** Only calls that are given to somebody, or only calls that are given to nobody. */
  assigned: flag().optional(),
  /** Only calls that nobody holds now, or only calls that somebody holds. */
  free: flag().optional(),
  escalated: flag().optional(),
  overdue: flag().optional(),
  /** Calls with an open finding of this group of near-duplicates. */
  group: z.string().max(100).optional(),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

/** priority: the worst severity first, of equal ones the longest waiting. */
export const QueueSort = z.enum(['priority', 'waiting', 'newest']);
export type QueueSort = z.infer<typeof QueueSort>;

/** Without stage: open. */
export const QueueQuery = QueueFilter.extend({
  sort: QueueSort.default('priority'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2_000).optional(),
});
export type QueueQuery = z.infer<typeof QueueQuery>;

/** A call in the queue with its findings. */
export const QueueItem = z.strictObject({
  record: CallRecord,
  findings: z.array(StoredFinding),
  /** The version of the work that changes of it must name. */
  version,
  stage: QueueStage,
  /** Since when it has this stage. */
  since: OffsetDateTime,
  lane: QueueLane.nullable(),
  /** The worst severity among open findings. */
  worst: Severity.nullable(),
  open: z.int().nonnegative(),
  /** Open calls only. */
  dueAt: OffsetDateTime.nullable(),
  overdue: z.boolean(),
  assignee: z.string().nullable(),
  /** The claim that holds now. */
  claim: Claim.nullable(),
  escalation: CallWork.shape.escalation.unwrap().nullable(),
  published: CallWork.shape.published.unwrap().nullable(),
  history: z.array(QueueEvent),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const QueuePage = z.strictObject({
  items: z.array(QueueItem),
  total: z.int(),
  nextCursor: z.string().nullable(),
});
export type QueuePage = z.infer<typeof QueuePage>;

/** A change over the version of the work that was seen. */
export const WorkMove = z.strictObject({ version });
export const WorkMoveWithReason = z.strictObject({ version, reason });
export type WorkMoveWithReason = z.infer<typeof WorkMoveWithReason>;

/** Answers a change that came too late: the item as it stands, and what happened since the version that was seen. */
export const QueueConflict = Problem.extend({
  item: QueueItem.optional(),
  changed: z.array(QueueEvent).optional(),
});
export type QueueConflict = z.infer<typeof QueueConflict>;

/** Among which calls the next one is looked for. */
export const NextInput = z.strictObject({ filter: QueueFilter.default({}) });

/** The best item for whoever asks, claimed; null when nothing is left. */
export const NextItem = z.strictObject({ item: QueueItem.nullable() });

/** How long a claim now holds. */
export const Lease = z.strictObject({ until: OffsetDateTime });

const CallsSeen = z
  .array(z.strictObject({ callId: z.string().min(1).max(256), version }))
  .min(1)
  .max(200);

/** Calls go to one person, to several in turn, to nobody (person null), or to whom the rules of the settings name. */
export const AssignInput = z.strictObject({
  calls: CallsSeen,
  to: z.discriminatedUnion('how', [
    z.strictObject({ how: z.literal('person'), person: Person.nullable() }),
    z.strictObject({ how: z.literal('round_robin'), people: z.array(Person).min(1).max(100) }),
    z.strictObject({ how: z.literal('rules') }),
  ]),
});
export type AssignInput = z.infer<typeof AssignInput>;

/** A lead takes over the claims and assignments of somebody who is absent; without `to`: for themselves. */
export const TakeOverInput = z.strictObject({
  from: Person,
  to: Person.optional(),
  reason: reason.optional(),
});
export type TakeOverInput = z.infer<typeof TakeOverInput>;

/** What became of each call of a change to many. */
export const WorkResults = z.strictObject({
  results: z.array(
    z.strictObject({
      callId: z.string(),
      status: z.enum(['done', 'conflict', 'not_found', 'no_rule_fits', 'not_allowed']),
      version: version.optional(),
      to: z.string().nullable().optional(),
    }),
  ),
});
export type WorkResults = z.infer<typeof WorkResults>;

/** Open findings of one rule whose quotes are the same but for spacing, case and punctuation. */
export const FindingGroup = z.strictObject({
  group: z.string(),
  ruleId: z.string(),
  quote: z.string(),
  findings: z.int(),
  calls: z.int(),
});
export type FindingGroup = z.infer<typeof FindingGroup>;

export const FindingGroups = z.strictObject({ groups: z.array(FindingGroup) });
export type FindingGroups = z.infer<typeof FindingGroups>;

export const BulkVerdictInput = z
  .strictObject({
    verdict: Verdict,
    reason: DismissReason.optional(),
    comment: ReviewComment.optional(),
    findings: z
      .array(z.strictObject({ findingId: z.string().min(1).max(256), version }))
      .min(1)
      .max(500),
  })
  .refine((input) => (input.verdict === 'dismissed') === (input.reason !== undefined), {
    path: ['reason'],
    message: 'is required to dismiss, and only then',
  });
export type BulkVerdictInput = z.infer<typeof BulkVerdictInput>;

/** Findings whose review changed meanwhile are left as they are; review then shows how that is. */
export const BulkResult = z.strictObject({
  bulkId: z.string(),
  results: z.array(
    z.strictObject({
      findingId: z.string(),
      status: z.enum(['done', 'conflict', 'not_found', 'closed', 'superseded', 'claimed_by_other']),
      version: version.optional(),
      review: Review.optional(),
      changed: z.array(ReviewEvent).optional(),
    }),
  ),
});
export type BulkResult = z.infer<typeof BulkResult>;
