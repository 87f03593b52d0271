import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Scope } from '../../../contracts/access.ts';
import { Alert, AlertReason, AlertRule, AlertTarget, QuietHours } from '../../../contracts/alerts.ts';
import { OffsetDateTime } from '../../../contracts/text.ts';
import { createKeptDocuments, type DocumentStore, type KeptDocuments } from '../kept-documents.ts';

/** A channel as it is kept, secrets and all. */
export const KeptChannel = z.strictObject({
  name: z.string(),
  target: AlertTarget,
  scope: Scope,
  changedAt: OffsetDateTime,
  changedBy: z.string(),
});
export type KeptChannel = z.infer<typeof KeptChannel>;

/** A message to one channel on its way. Those that arrived are kept for a day, so that no redelivery sends them again. */
export const Delivery = z.strictObject({
  channelId: z.string(),
  reason: AlertReason,
  alertIds: z.array(z.string()).min(1),
  state: z.enum(['waiting', 'sent', 'dead']),
  /** Waits for the end of quiet hours, to be told with others. */
  held: z.boolean(),
  quietHours: QuietHours.nullable(),
  attempts: z.int(),
  dueAt: OffsetDateTime,
  code: z.string().nullable(),
  createdAt: OffsetDateTime,
  endedAt: OffsetDateTime.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** A finding that a rule has taken: which alert it went to, and whether that was done to the end. */
const Taken = z.strictObject({ alertId: z.string(), done: z.boolean() });
/** The alert that findings of one rule and collector go to for now. */
const Window = z.strictObject({ alertId: z.string(), until: OffsetDateTime });
export const TallyEntry = z.strictObject({ finding: z.string(), atMs: z.int() });
export type TallyEntry = z.infer<typeof TallyEntry>;
/** When calls with findings of one rule and collector were. */
const Tally = z.strictObject({ entries: z.array(TallyEntry) });

export interface AlertDocuments {
  readonly rules: KeptDocuments<AlertRule>;
  readonly channels: KeptDocuments<KeptChannel>;
  readonly alerts: KeptDocuments<Alert>;
  readonly deliveries: KeptDocuments<Delivery>;
  readonly taken: KeptDocuments<z.infer<typeof Taken>>;
  readonly windows: KeptDocuments<z.infer<typeof Window>>;
  readonly tallies: KeptDocuments<z.infer<typeof Tally>>;
}

/** Everything about alerts that the record store keeps. */
export function createAlertDocuments(store: DocumentStore): AlertDocuments {
  return {
    rules: createKeptDocuments<AlertRule>(store, 'alert-rule', AlertRule),
    channels: createKeptDocuments<KeptChannel>(store, 'alert-channel', KeptChannel),
    alerts: createKeptDocuments<Alert>(store, 'alert', Alert),
    deliveries: createKeptDocuments<Delivery>(store, 'alert-delivery', Delivery),
    taken: createKeptDocuments<z.infer<typeof Taken>>(store, 'alert-taken', Taken),
    windows: createKeptDocuments<z.infer<typeof Window>>(store, 'alert-window', Window),
    tallies: createKeptDocuments<z.infer<typeof Tally>>(store, 'alert-tally', Tally),
  };
}

/** An id that these parts decide, for ever. */
export const hashId = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
