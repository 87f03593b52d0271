import { z } from 'zod';
import { ExternalId, OffsetDateTime, PlainText } from './text.ts';

/** How much of a call is kept: flagged in full, sampled for blind review in full, or the compact record only. */
export const KeptAs = z.enum(['flagged', 'sampled', 'compact']);
export type KeptAs = z.infer<typeof KeptAs>;

/** What a period counts from: the call, or the last contact with the same debtor or on the same number. */
export const RetentionStart = z.enum(['call', 'last_activity']);

/** How long to keep, in calendar days and years together; the fields given add up. */
export const RetentionPeriod = z
  .strictObject({
    years: z.int().min(0).max(100).default(0),
    days: z.int().min(0).max(36_500).default(0),
    from: RetentionStart.default('call'),
  })
  .refine(({ years, days }) => years + days > 0, {
    path: ['years'],
    message: 'must be a day or more together with days; nothing is deleted at once',
  });
export type RetentionPeriod = z.infer<typeof RetentionPeriod>;

export const RetentionRule = z.strictObject({
  /** Stands in tombstones: change the id when the rule changes. */
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be 1 to 64 of a-z 0-9 . _ -'),
  /** Where the call falls under it, for example CN; a call of another or no jurisdiction keeps to the longest of all rules. */
  jurisdiction: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be a code such as CN or US-NY'),
  kinds: z.strictObject({ flagged: RetentionPeriod, sampled: RetentionPeriod, compact: RetentionPeriod }),
});
export type RetentionRule = z.infer<typeof RetentionRule>;

export const RetentionRules = z
  .array(RetentionRule)
  .min(1, 'must have a rule; without one nothing says how long to keep')
  .max(100)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'has an id twice')
  .refine(
    (rules) => new Set(rules.map(({ jurisdiction }) => jurisdiction)).size === rules.length,
    'has a jurisdiction twice',
  );

/** version: that of the policy that was read, so that nobody overwrites what he hasn't seen. */
export const RetentionPolicyInput = z.strictObject({
  version: z.int().nonnegative(),
  rules: RetentionRules,
  reason: PlainText.pipe(z.string().trim().min(1, 'must not be empty; say why').max(1_000)),
});
export type RetentionPolicyInput = z.infer<typeof RetentionPolicyInput>;

export const RetentionPolicy = z.strictObject({
  /** 0: the defaults, which nobody has changed. */
  version: z.int().nonnegative(),
  rules: RetentionRules,
});
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

const years = (count: number, from: RetentionPeriod['from']): RetentionPeriod => ({
  years: count,
  days: 0,
  from,
});

/**
 * CN: five years (financial consumer rules and GB/T on collection). US: records three years after the last collection
 * activity, each recording three years from the call (12 CFR 1006.100).
 */
export const DEFAULT_RETENTION: RetentionPolicy = {
  version: 0,
  rules: [
    {
      id: 'cn-5-years',
      jurisdiction: 'CN',
      kinds: { flagged: years(5, 'call'), sampled: years(5, 'call'), compact: years(5, 'call') },
    },
    {
      id: 'us-3-years',
      jurisdiction: 'US',
      kinds: {
        flagged: years(3, 'last_activity'),
        sampled: years(3, 'call'),
        compact: years(3, 'last_activity'),
      },
    },
  ],
};

export const RetentionRunInput = z.strictObject({ dryRun: z.boolean() });

export const RetentionRun = z.strictObject({
  runId: z.string(),
  dryRun: z.boolean(),
  startedAt: OffsetDateTime,
  policyVersion: z.int().nonnegative(),
  /** Calls that are, or with dryRun would be, deleted. */
  deleted: z.int().nonnegative(),
  /** Their time is over, a legal hold keeps them. */
  held: z.int().nonnegative(),
  byRule: z.record(z.string(), z.int()),
  byKind: z.record(KeptAs, z.int()),
  /** Ids of some of them, the oldest calls first. */
  sample: z.array(z.string()).max(20),
  /** False: it stopped before its end; the next run goes on. */
  finished: z.boolean(),
});
export type RetentionRun = z.infer<typeof RetentionRun>;

/** What stays of a deleted call. */
export const Tombstone = z.strictObject({
  callId: z.string(),
  /** SHA-256 (base64url) of the canonical JSON of all that was kept of the call. */
  recordHash: z.string(),
  keptAs: KeptAs,
  /** Rule of the policy, and the version of the policy it stood in. */
  rule: z.string(),
  policyVersion: z.int().nonnegative(),
  /** When its time was over. */
  dueAt: OffsetDateTime,
  deletedAt: OffsetDateTime,
  deletedBy: z.string(),
  runId: z.string(),
  batchId: z.string(),
  agency: z.string().nullable(),
  team: z.string().nullable(),
  collectorId: z.string(),
});
export type Tombstone = z.infer<typeof Tombstone>;

/** What the ledger says of a batch: hashes of its tombstones, and the hash of that list. */
export const DeletionFact = z.strictObject({
  batchId: z.string(),
  count: z.int().nonnegative(),
  byRule: z.record(z.string(), z.int()),
  tombstones: z.array(z.string()),
  digest: z.string(),
});
export type DeletionFact = z.infer<typeof DeletionFact>;

export const TombstoneProof = z.strictObject({
  tombstone: Tombstone,
  /** SHA-256 (base64url) of the tombstone's canonical JSON. */
  hash: z.string(),
  /** The entry of the ledger that tells of it; null while the deletion is under way. */
  ledger: z
    .strictObject({ seq: z.int(), at: OffsetDateTime, hash: z.string(), digest: z.string() })
    .nullable(),
  /** Whether the entry holds this hash, and its digest is that of its list. */
  proven: z.boolean(),
});
export type TombstoneProof = z.infer<typeof TombstoneProof>;

export const HoldSelector = z
  .strictObject({
    callIds: z.array(ExternalId).min(1).max(500).optional(),
    caseId: ExternalId.optional(),
    debtorId: ExternalId.optional(),
    collectorId: ExternalId.optional(),
    /** Half-open interval of the start of calls; with collectorId only. */
    from: OffsetDateTime.optional(),
    to: OffsetDateTime.optional(),
  })
  .refine(
    ({ callIds, caseId, debtorId, collectorId }) =>
      [callIds, caseId, debtorId, collectorId].filter((one) => one !== undefined).length === 1,
    { path: ['callIds'], message: 'give exactly one of callIds, caseId, debtorId, collectorId' },
  )
  .refine(
    ({ collectorId, from, to }) =>
      collectorId === undefined
        ? from === undefined && to === undefined
        : from !== undefined && to !== undefined && Date.parse(from) < Date.parse(to),
    { path: ['from'], message: 'collectorId needs from and a later to; the others take neither' },
  );
export type HoldSelector = z.infer<typeof HoldSelector>;

const Reason = PlainText.pipe(z.string().trim().min(1, 'must not be empty; say why').max(1_000));

export const NewHold = z.strictObject({ matterId: ExternalId, reason: Reason, on: HoldSelector });
export type NewHold = z.infer<typeof NewHold>;

export const HoldReason = z.strictObject({ reason: Reason });

/** Who did it, when and why. */
export const HoldStep = z.strictObject({ by: z.string(), at: OffsetDateTime, reason: z.string() });

/** Keeps calls from deletion, those to come as well, until two people have released it. */
export const LegalHold = z.strictObject({
  id: z.string(),
  matterId: z.string(),
  on: HoldSelector,
  placed: HoldStep,
  releaseAsked: HoldStep.nullable(),
  released: HoldStep.nullable(),
});
export type LegalHold = z.infer<typeof LegalHold>;

export const HoldList = z.strictObject({ holds: z.array(LegalHold) });
