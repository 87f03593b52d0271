import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlertRule, AlertRuleInput } from '../../../../contracts/alerts.ts';
import { createLogger } from '../../../../platform/logging/create-logger.ts';
import { createEmbeddedRecordStore } from '../../../../platform/record-store/embedded/embedded-record-store.ts';
import { createAlertDocuments } from '../../../../services/review-api/alerts/alert-documents.ts';
import { quietUntil } from '../../../../services/review-api/alerts/quiet-hours.ts';
import { createRaiseAlerts } from '../../../../services/review-api/alerts/raise-alerts.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';

const rule = (change: object): AlertRule => ({
  ...AlertRuleInput.parse({ name: 'a rule', channels: ['channel-1'], ...change }),
  id: 'rule-1',
  scope: { agencies: null, teams: null },
  changedAt: '2026-11-02T00:00:00Z',
  changedBy: 'lead',
});

async function raised(calls: readonly ReturnType<typeof storedCall>[], kept: AlertRule, times: number) {
  const store = createEmbeddedRecordStore({ path: ':memory:' });
  await store.ensureSchema();
  await store.writeCalls(calls);
  const documents = createAlertDocuments(store);
  await documents.rules.create(kept.id, kept);
  const handle = createRaiseAlerts({
    documents,
    store,
    logger: createLogger({ level: 'silent', service: 'test' }),
    now: () => new Date('2026-11-02T12:00:00Z'),
  });
  const values = ['no finding', ...calls.flatMap(({ findings }) => findings.map(({ finding }) => finding))];
  const batch = values.map((value, offset) => ({
    key: null,
    value: Buffer.from(JSON.stringify(value)),
    headers: {},
    topic: 'findings',
    partition: 0,
    offset: String(offset),
    timestampMs: 0,
  }));
  const context = { heartbeat: async () => {}, signal: new AbortController().signal };
  for (let time = 0; time < times; time += 1) await handle(batch, context);
  const alerts = (await documents.alerts.list()).map(({ body }) => body);
  const deliveries = (await documents.deliveries.list()).map(({ body }) => body);
  await store.close();
  return { alerts, deliveries, findings: values.length - 1 };
}

const CALLS = ['call-1', 'call-2', 'call-3'].map((callId) => storedCall({ callId }));

test('findings of one collector are one alert with a count, also when they come again', async () => {
  const { alerts, deliveries, findings } = await raised(CALLS, rule({}), 3);
  assert.deepEqual(
    alerts.map(({ count, state, collectorId }) => ({ count, state, collectorId })),
    [{ count: findings, state: 'open', collectorId: 'col-01' }],
  );
  assert.equal(deliveries.filter(({ reason }) => reason === 'raised').length, 1);
});

test('a rule holds for what it names and within the scope of its maker', async () => {
  assert.equal((await raised(CALLS, rule({ when: { collector: ['col-02'] } }), 1)).alerts.length, 0);
  const beyond = { ...rule({}), scope: { agencies: ['agency-2'], teams: null } };
  assert.equal((await raised(CALLS, beyond, 1)).alerts.length, 0);
});

test('a spike is raised at the number asked for, and redelivery does not make one', async () => {
  const count = CALLS.flatMap(({ findings }) => findings).length;
  const at = (atLeast: number) => rule({ spike: { windowMinutes: 60, atLeast } });
  assert.equal((await raised(CALLS, at(count + 1), 3)).alerts.length, 0);
  assert.equal((await raised(CALLS, at(count), 1)).alerts[0]?.spike?.count, count);
});

test('quiet hours run over midnight on the clocks of their zone', () => {
  const hours = { from: '22:00', to: '07:00', timeZone: 'Asia/Shanghai', redlinePasses: true };
  assert.equal(quietUntil(hours, new Date('2026-11-02T13:59:00Z')), null);
  assert.equal(
    quietUntil(hours, new Date('2026-11-02T14:00:00Z'))?.toISOString(),
    '2026-11-02T23:00:00.000Z',
  );
  assert.equal(quietUntil(hours, new Date('2026-11-02T23:00:00Z')), null);
});
