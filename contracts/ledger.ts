import { z } from 'zod';
import { canonicalJson, contentHash } from './canonical-json.ts';
import { OffsetDateTime } from './text.ts';

/** What somebody did that must be provable later. Names stand in ledgers for ever: add, never rename. */
export const LedgerAction = z.enum([
  'verdict',
  'review_reopened',
  'finding_added',
  'finding_corrected',
  'review_undone',
  'claim',
  'release',
  'assign',
  'escalate',
  'comment',
  'publish',
  'close',
  'appeal_raised',
  'appeal_step',
  'appeal_withdrawn',
  'appeal_timed_out',
  'second_opinion',
  'reveal',
  'call_read',
  'search',
  'export',
  'audit_read',
  'rule_change',
  'login',
  'login_failed',
  'logout',
  'account_change',
  'token_change',
  'hold_placed',
  'hold_release_asked',
  'hold_released',
  'deletion',
  'retention_run',
  'settings_change',
  'saved_search_change',
  'alert_change',
  'alert_acknowledged',
  'scorecard_read',
  'scorecard_frozen',
  'coaching',
  'acknowledged',
  'payment_import',
  'dead_letter_redriven',
  'ledger_rebuild',
]);
export type LedgerAction = z.infer<typeof LedgerAction>;

/** What it was done to: kind is call, finding, account … */
export const LedgerObject = z.strictObject({ kind: z.string().min(1).max(64), id: z.string().max(512) });
export type LedgerObject = z.infer<typeof LedgerObject>;

/** Who did it; role is that of the moment. A program of this installation acts as `system:NAME` with role `system`. */
export const LedgerActor = z.strictObject({ id: z.string().min(1).max(256), role: z.string().max(64) });
export type LedgerActor = z.infer<typeof LedgerActor>;

/** Characters of before and after, each, as canonical JSON. */
export const MAX_LEDGER_JSON = 131_072;

/** Small JSON; never the text of a call. */
const SmallJson = z.unknown().refine((value) => canonicalJson(value).length <= MAX_LEDGER_JSON, {
  message: `must have at most ${MAX_LEDGER_JSON} characters as JSON; keep ids and codes only`,
});

/**
 * One fact in the append-only ledger. hash is over all the rest but seal (see ledgerHash) and prevHash is the hash of
 * the entry before, so that no entry can change, go or come without all later ones telling. seal is made with the
 * installation's key over hash: who has only the store can't make one.
 */
export const LedgerEntry = z.strictObject({
  /** 1 for the first, one more for each. */
  seq: z.int().positive(),
  /** When it was appended: UTC with milliseconds, so that it sorts as text. */
  at: z.iso.datetime({ precision: 3 }),
  actor: LedgerActor,
  action: LedgerAction,
  object: LedgerObject,
  reason: z.string().max(4_000).optional(),
  before: SmallJson.optional(),
  after: SmallJson.optional(),
  /** The same fact is appended once, however often it is told: the event's own id, or a random one. */
  factId: z.string().min(1).max(256),
  prevHash: z.string(),
  hash: z.string(),
  seal: z.string(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** prevHash of the first entry. */
export const LEDGER_GENESIS: string = contentHash({ ledger: 'callwarden', version: 1 });

/** SHA-256 (base64url) of the canonical JSON of an entry without hash and seal. */
export function ledgerHash(entry: Omit<LedgerEntry, 'hash' | 'seal'>): string {
  const { seq, at, actor, action, object, reason, before, after, factId, prevHash } = entry;
  return contentHash({ seq, at, actor, action, object, reason, before, after, factId, prevHash });
}

/** Which entries somebody wants to see; given several, all must hold. */
export const LedgerFilter = z.strictObject({
  actor: z.string().max(256).optional(),
  action: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',') : value),
      z.array(LedgerAction).min(1).max(50),
    )
    .optional(),
  objectKind: z.string().max(64).optional(),
  objectId: z.string().max(512).optional(),
  /** Half-open interval of at. */
  from: OffsetDateTime.optional(),
  to: OffsetDateTime.optional(),
});
export type LedgerFilter = z.infer<typeof LedgerFilter>;

/** One page of GET /v1/audit. */
export const LedgerQuery = LedgerFilter.extend({
  order: z.enum(['newest', 'oldest']).default('newest'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** nextCursor of the page before: a seq. */
  cursor: z.coerce.number().int().positive().optional(),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

export const LedgerPage = z.strictObject({
  entries: z.array(LedgerEntry),
  nextCursor: z.int().nullable(),
});
export type LedgerPage = z.infer<typeof LedgerPage>;

/** How far the ledger had come, signed with the installation's key: what lies behind can't be cut off unseen. */
export const LedgerHead = z.strictObject({
  seq: z.int().nonnegative(),
  hash: z.string(),
  at: z.iso.datetime({ precision: 3 }),
  seal: z.string(),
});
export type LedgerHead = z.infer<typeof LedgerHead>;
