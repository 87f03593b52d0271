import { z } from 'zod';
import { Scope } from './access.ts';
import { ExternalId, OffsetDateTime, PlainText, TimeZone } from './text.ts';
import { Category, Outcome, Severity } from './vocabulary.ts';

const Name = PlainText.pipe(z.string().trim().min(1, 'must not be empty; write a name').max(100));
const Id = z.string().min(1).max(64);
const Ids = z.array(ExternalId).min(1).max(200);
const Minutes = z.int().min(1).max(10_080);
const Secret = z.string().regex(/^[\x21-\x7e]{8,256}$/, 'must be 8 to 256 visible ASCII characters');
const Url = z.url({ protocol: /^https?$/ }).max(2_000);

/** What a finding and its call must be for a rule to hold; what is left out doesn't matter. */
export const AlertCondition = z.strictObject({
  severity: z.array(Severity).min(1).max(3).optional(),
  category: z.array(Category).min(1).max(30).optional(),
  outcome: z.array(Outcome).min(1).max(3).optional(),
  /** Ids of the rulebook's rules, for example zh.threat.workplace. */
  rule: Ids.optional(),
  agency: Ids.optional(),
  team: Ids.optional(),
  collector: Ids.optional(),
});
export type AlertCondition = z.infer<typeof AlertCondition>;

/** Many such findings of one collector in a window that ends with the call, instead of every single one. */
export const AlertSpike = z.strictObject({
  windowMinutes: Minutes,
  /** This many at least. */
  atLeast: z.int().min(2).max(500),
  /** And this many times what the collector usually has in such a window (seven days before); null: the number alone. */
  timesUsual: z.number().min(1).max(1_000).nullable().default(null),
});
export type AlertSpike = z.infer<typeof AlertSpike>;

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, for example 22:00');

/** From then to then on the clocks of the zone, over midnight too: what is due is held and told as one digest after. */
export const QuietHours = z
  .strictObject({
    from: WallTime,
    to: WallTime,
    timeZone: TimeZone,
    redlinePasses: z.boolean().default(true),
  })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    message: 'is the same as from; give another end, or null for no quiet hours',
  });
export type QuietHours = z.infer<typeof QuietHours>;

export const AlertRuleInput = z.strictObject({
  name: Name,
  enabled: z.boolean().default(true),
  when: AlertCondition.default({}),
  spike: AlertSpike.nullable().default(null),
  /** Ids of channels that are told when an alert is raised. */
  channels: z.array(Id).min(1).max(20),
  /** Further findings of the same collector in this time are counted in the same alert. */
  sameAlertMinutes: Minutes.default(60),
  /** Told when nobody has acknowledged in time; null: nobody. */
  escalation: z
    .strictObject({ afterMinutes: Minutes, channels: z.array(Id).min(1).max(20) })
    .nullable()
    .default(null),
  quietHours: QuietHours.nullable().default(null),
});
export type AlertRuleInput = z.infer<typeof AlertRuleInput>;

export const AlertRule = z.strictObject({
  id: Id,
  ...AlertRuleInput.shape,
  /** That of its maker: the rule sees no call beyond it. */
  scope: Scope,
  changedAt: OffsetDateTime,
  changedBy: z.string(),
});
export type AlertRule = z.infer<typeof AlertRule>;
export const AlertRuleList = z.strictObject({ rules: z.array(AlertRule) });

/** Where alerts go. Addresses of robots hold their key, so they are secrets as signing secrets are. */
export const AlertTarget = z.discriminatedUnion('kind', [
  /** Signed: X-Callwarden-Signature is v1= and the hex HMAC-SHA256 of TIMESTAMP.BODY. */
  z.strictObject({ kind: z.literal('webhook'), url: Url, secret: Secret }),
  z.strictObject({ kind: z.literal('email'), to: z.array(z.email().max(254)).min(1).max(50) }),
  z.strictObject({ kind: z.literal('dingtalk'), url: Url, secret: Secret.nullable().default(null) }),
  z.strictObject({ kind: z.literal('wecom'), url: Url }),
  z.strictObject({ kind: z.literal('feishu'), url: Url, secret: Secret.nullable().default(null) }),
  z.strictObject({ kind: z.literal('slack'), url: Url }),
]);
export type AlertTarget = z.infer<typeof AlertTarget>;

export const AlertChannelInput = z.strictObject({ name: Name, target: AlertTarget });
export type AlertChannelInput = z.infer<typeof AlertChannelInput>;

/** A channel without its secrets: they are never shown again. */
export const AlertChannelView = z.strictObject({
  id: Id,
  name: z.string(),
  kind: z.enum(['webhook', 'email', 'dingtalk', 'wecom', 'feishu', 'slack']),
  /** The host of the address, or the e-mail addresses. */
  goesTo: z.string(),
  signed: z.boolean(),
  scope: Scope,
  changedAt: OffsetDateTime,
  changedBy: z.string(),
});
export type AlertChannelView = z.infer<typeof AlertChannelView>;
export const AlertChannelList = z.strictObject({ channels: z.array(AlertChannelView) });
/** Whether a test message arrived; code says why not, for example HTTP_500, TIMEOUT, REFUSED_BY_RECEIVER. */
export const AlertTestResult = z.strictObject({ delivered: z.boolean(), code: z.string().nullable() });

export const AlertState = z.enum(['open', 'acknowledged', 'closed']);
export type AlertState = z.infer<typeof AlertState>;

/** Findings that an alert names; later ones are only counted. */
export const MAX_ALERT_FINDINGS = 200;

export const Alert = z.strictObject({
  id: Id,
  ruleId: Id,
  ruleName: z.string(),
  state: AlertState,
  /** The worst of its findings. */
  severity: Severity,
  collectorId: z.string(),
  team: z.string().nullable(),
  agency: z.string().nullable(),
  /** Findings that it stands for. */
  count: z.int().positive(),
  findings: z
    .array(
      z.strictObject({ findingId: z.string(), callId: z.string(), category: Category, severity: Severity }),
    )
    .max(MAX_ALERT_FINDINGS),
  /** How many in the window, and how many usually are; null for an alert that is no spike. */
  spike: z.strictObject({ count: z.int(), usual: z.number() }).nullable(),
  raisedAt: OffsetDateTime,
  lastAt: OffsetDateTime,
  escalatedAt: OffsetDateTime.nullable(),
  acknowledged: z.strictObject({ by: z.string(), at: OffsetDateTime }).nullable(),
  closed: z.strictObject({ by: z.string(), at: OffsetDateTime }).nullable(),
});
export type Alert = z.infer<typeof Alert>;

export const AlertQuery = z.strictObject({
  state: AlertState.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
/** The newest first; total counts those that the limit leaves out too. */
export const AlertList = z.strictObject({ alerts: z.array(Alert), total: z.int().nonnegative() });

export const AlertReason = z.enum(['raised', 'worsened', 'escalated', 'digest']);
export type AlertReason = z.infer<typeof AlertReason>;

/** A message about alerts that was given up after its last try. */
export const AlertDeadLetter = z.strictObject({
  id: Id,
  channelId: Id,
  reason: AlertReason,
  alertIds: z.array(Id),
  attempts: z.int(),
  code: z.string().nullable(),
  createdAt: OffsetDateTime,
  endedAt: OffsetDateTime.nullable(),
});
export type AlertDeadLetter = z.infer<typeof AlertDeadLetter>;
export const AlertDeadLetterList = z.strictObject({ deadLetters: z.array(AlertDeadLetter) });
