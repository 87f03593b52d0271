import {
  type Alert,
  type AlertReason,
  type AlertRule,
  MAX_ALERT_FINDINGS,
} from '../../../contracts/alerts.ts';
import { Finding } from '../../../contracts/finding.ts';
import { Severity } from '../../../contracts/vocabulary.ts';
import type { BatchHandler } from '../../../platform/event-log/port.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { type AlertDocuments, hashId } from './alert-documents.ts';
import { type AlertedCall, type AlertedFinding, ruleHolds } from './rule-holds.ts';
import { spikeAt, tallied } from './spike.ts';

export interface RaiseAlertsOptions {
  readonly documents: AlertDocuments;
  readonly store: Pick<RecordStore, 'getCall' | 'putDocument'>;
  readonly logger: Logger;
  readonly now: () => Date;
}

type Spike = Alert['spike'];

/**
 * Handles a batch of the findings topic. What a rule takes is written down before anything is done about it, and
 * alerts and messages have ids that are hashes of what decides them: a finding that comes again changes nothing.
 * Messages that are no finding are skipped.
 */
export function createRaiseAlerts({ documents, store, logger, now }: RaiseAlertsOptions): BatchHandler {
  const { rules, alerts, deliveries, taken, windows, tallies } = documents;

  /** Null: this rule wants more findings of the collector first. */
  async function spikeOf(rule: AlertRule, finding: AlertedFinding, call: AlertedCall) {
    if (rule.spike === null) return { spike: null };
    const { spike } = rule;
    const id = hashId(rule.id, call.collectorId);
    const entry = { finding: finding.id, atMs: call.startedAtMs };
    await tallies.create(id, { entries: [] });
    const tally = await tallies.update(id, ({ entries }) => ({
      entries: [...tallied(entries, entry, spike)],
    }));
    const found = spikeAt(tally?.body.entries ?? [], call.startedAtMs, spike);
    return found === null ? null : { spike: found };
  }

  /** The alert that the finding belongs to: the one of now, or the first of a new window. */
  async function alertFor(rule: AlertRule, finding: AlertedFinding, call: AlertedCall): Promise<string> {
    const id = hashId(rule.id, call.collectorId);
    for (;;) {
      const window = await windows.get(id);
      if (window !== null && Date.parse(window.body.until) > now().getTime()) {
        const { alertId } = window.body;
        if ((await alerts.get(alertId))?.body.state !== 'closed') return alertId;
      }
      const alertId = hashId(rule.id, finding.id);
      const until = new Date(now().getTime() + rule.sameAlertMinutes * 60_000).toISOString();
      const version = window?.version ?? 0;
      if ((await store.putDocument('alert-window', id, { alertId, until }, version)) !== null) return alertId;
    }
  }

  async function enqueue(rule: AlertRule, alertId: string, reason: AlertReason, channels: readonly string[]) {
    const waitMinutes = reason === 'escalated' ? (rule.escalation?.afterMinutes ?? 0) : 0;
    const at = now();
    for (const channelId of channels)
      await deliveries.create(hashId(alertId, channelId, reason), {
        channelId,
        reason,
        alertIds: [alertId],
        state: 'waiting',
        held: false,
        quietHours: rule.quietHours,
        attempts: 0,
        dueAt: new Date(at.getTime() + waitMinutes * 60_000).toISOString(),
        code: null,
        createdAt: at.toISOString(),
        endedAt: null,
      });
  }

  async function putIn(
    rule: AlertRule,
    alertId: string,
    finding: AlertedFinding,
    call: AlertedCall,
    spike: Spike,
  ) {
    const at = now().toISOString();
    const { id: findingId, callId, category, severity } = finding;
    const named = { findingId, callId, category, severity };
    await alerts.create(alertId, {
      id: alertId,
      ruleId: rule.id,
      ruleName: rule.name,
      state: 'open',
      severity,
      collectorId: call.collectorId,
      team: call.team,
      agency: call.agency,
      count: 1,
      findings: [named],
      spike,
      raisedAt: at,
      lastAt: at,
      escalatedAt: null,
      acknowledged: null,
      closed: null,
    });
    const kept = await alerts.update(alertId, (alert) => {
      if (alert.findings.some((one) => one.findingId === findingId)) return null;
      return {
        ...alert,
        count: alert.count + 1,
        findings: [...alert.findings, named].slice(0, MAX_ALERT_FINDINGS),
        severity: worse(severity, alert.severity) ? severity : alert.severity,
        spike: spike ?? alert.spike,
        lastAt: at,
      };
    });
    const first = kept?.body.findings[0];
    if (first?.findingId === findingId) {
      await enqueue(rule, alertId, 'raised', rule.channels);
      if (rule.escalation) await enqueue(rule, alertId, 'escalated', rule.escalation.channels);
    } else if (first !== undefined && severity === 'redline' && first.severity !== 'redline')
      await enqueue(rule, alertId, 'worsened', rule.channels);
  }

  async function take(rule: AlertRule, finding: AlertedFinding, call: AlertedCall): Promise<void> {
    const id = hashId(rule.id, finding.id);
    const before = await taken.get(id);
    if (before?.body.done) return;
    const held = await spikeOf(rule, finding, call);
    if (held === null) return;
    const alertId = before?.body.alertId ?? (await alertFor(rule, finding, call));
    await taken.create(id, { alertId, done: false });
    await putIn(rule, alertId, finding, call, held.spike);
    await taken.update(id, (body) => ({ ...body, done: true }));
  }

  return async function raiseAlerts(batch, context) {
    const inForce = (await rules.list()).map(({ body }) => body).filter(({ enabled }) => enabled);
    for (const message of batch) {
      if (context.signal.aborted) return;
      await context.heartbeat();
      const finding = readFinding(message.value);
      if (finding === null) {
        const { topic, partition, offset } = message;
        logger.warn({ topic, partition, offset }, 'no finding; skipped by alerts');
        continue;
      }
      if (inForce.length === 0) continue;
      const call = await store.getCall(finding.callId);
      if (call === null) continue;
      for (const rule of inForce)
        if (ruleHolds(rule, finding, call.record)) await take(rule, finding, call.record);
    }
  };
}

const worse = (one: Severity, other: Severity) =>
  Severity.options.indexOf(one) < Severity.options.indexOf(other);

function readFinding(value: Uint8Array): Finding | null {
  try {
    return Finding.parse(JSON.parse(Buffer.from(value).toString()));
  } catch {
    return null;
  }
}
