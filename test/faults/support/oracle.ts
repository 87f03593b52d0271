import assert from 'node:assert/strict';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { Finding } from '../../../contracts/finding.ts';
import { RejectedMessage } from '../../../contracts/rejected.ts';
import type { EventLog, Topic } from '../../../platform/event-log/port.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { callId, expectedFindings } from './numbered-calls.ts';

const GROUP = 'callwarden-analyzer';

/** How many messages the analyzers have not committed. */
export async function analyzerLag(log: EventLog, group = GROUP): Promise<number> {
  return (await log.lag('transcripts', group)).reduce((sum, { lag }) => sum + lag, 0);
}

export async function storedCalls(store: RecordStore): Promise<StoredCall[]> {
  const calls: StoredCall[] = [];
  for await (const call of store.scan({})) calls.push(call);
  return calls.toSorted((a, b) => (a.record.callId < b.record.callId ? -1 : 1));
}

/** Values of a topic, each once by its id: the topic is at least once. */
async function byId<T extends { readonly id: string }>(
  log: EventLog,
  topic: Topic,
  read: (json: unknown) => T,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const { value } of log.browse(topic)) {
    const item = read(JSON.parse(Buffer.from(value).toString()));
    found.set(item.id, item);
  }
  return found;
}

export const deadLetters = (log: EventLog) => byId(log, 'rejected', (json) => RejectedMessage.parse(json));

export interface Expectation {
  /** Calls 0 to `calls` - 1 were sent. */
  readonly calls: number;
  /** Bytes of the messages that are no transcripts, each sent at least once. */
  readonly bad?: readonly Uint8Array[];
}

/**
 * What must hold after any fault: everything sent is in the store or among the dead letters, nothing is there twice,
 * each finding is the one that undisturbed analysis makes, the findings topic tells the same, nobody waits.
 */
export async function assertNothingLostOrDoubled(
  { eventLog, store }: { readonly eventLog: EventLog; readonly store: RecordStore },
  { calls, bad = [] }: Expectation,
): Promise<void> {
  assert.equal(await analyzerLag(eventLog), 0);
  const stored = await storedCalls(store);
  assert.deepEqual(
    stored.map(({ record }) => record.callId),
    Array.from({ length: calls }, (_, number) => callId(number)),
  );
  const findings = stored.flatMap((call) => call.findings.map(({ finding }) => finding));
  assert.deepEqual(
    findings.map((finding) => `${finding.callId} ${finding.ruleId}`).toSorted(),
    expectedFindings(calls),
  );
  const told = await byId(eventLog, 'findings', (json) => Finding.parse(json));
  assert.deepEqual([...told.keys()].toSorted(), findings.map(({ id }) => id).toSorted());
  const letters = await deadLetters(eventLog);
  assert.deepEqual(
    new Set([...letters.values()].map(({ original }) => original)),
    new Set(bad.map((value) => Buffer.from(value).toString('base64'))),
  );
}
