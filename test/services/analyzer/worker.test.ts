import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Finding } from '../../../contracts/finding.ts';
import { NEW_REVIEW } from '../../../contracts/review.ts';
import type { CallOutcome, RecordStore } from '../../../platform/record-store/port.ts';
import { RecordStoreError } from '../../../platform/record-store/port.ts';
import { BAD_MESSAGES } from '../../faults/support/bad-messages.ts';
import {
  callId,
  expectedFindings,
  messageOf,
  numberedCall,
  numberedMessages,
} from '../../faults/support/numbered-calls.ts';
import { assertNothingLostOrDoubled, deadLetters, storedCalls } from '../../faults/support/oracle.ts';
import { RULES } from '../../faults/support/small-rulebook.ts';
import { collect } from '../../platform/event-log/support/collect.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { contentOf, judged } from '../../platform/record-store/contract/store-under-test.ts';
import { analyzerScene } from './support/analyzer-scene.ts';

const firstFinding = async (store: RecordStore, number: number) => {
  const stored = (await store.getCall(callId(number)))?.findings[0];
  assert.ok(stored);
  return stored;
};

test('good calls leave a record each, flagged ones their transcript, and every finding is told', async (t) => {
  const scene = await analyzerScene(t);
  await scene.eventLog.publish('transcripts', numberedMessages(0, 200));
  await scene.drain();
  await assertNothingLostOrDoubled(scene, { calls: 200 });
  const calls = await storedCalls(scene.store);
  for (const { record, transcript } of calls)
    assert.equal(transcript !== null, record.flagged || record.sampled, record.callId);
  const unflagged = calls.filter(({ record }) => !record.flagged);
  const sampled = unflagged.filter(({ record }) => record.sampled);
  assert.ok(sampled.length > 0 && sampled.length < unflagged.length / 2, `${sampled.length} sampled`);
});

test('poison of every kind becomes a dead letter with its bytes, what comes after is analysed', async (t) => {
  const scene = await analyzerScene(t);
  const calls = numberedMessages(0, BAD_MESSAGES.length * 2);
  for (const [index, { value }] of BAD_MESSAGES.entries()) {
    const around = calls.slice(index * 2, index * 2 + 2);
    await scene.eventLog.publish('transcripts', [{ key: around[0]?.key ?? null, value }, ...around]);
  }
  await scene.drain();
  const bad = BAD_MESSAGES.map(({ value }) => value);
  await assertNothingLostOrDoubled(scene, { calls: calls.length, bad });
  const codes = new Map(
    [...(await deadLetters(scene.eventLog)).values()].map(({ original, code }) => [original, code]),
  );
  for (const { what, code, value } of BAD_MESSAGES)
    assert.equal(codes.get(Buffer.from(value).toString('base64')), code, what);
});

test('a message whose dead letter would not fit the log goes there without its bytes, and blocks nothing', async (t) => {
  const scene = await analyzerScene(t);
  const [before, after] = numberedMessages(0, 2);
  assert.ok(before && after);
  const huge = Buffer.alloc(7_500_000, 'x');
  const small = Buffer.from('also bad');
  await scene.eventLog.publish('transcripts', [before, { key: before.key, value: huge }]);
  await scene.eventLog.publish('transcripts', [{ key: before.key, value: small }, after]);
  await scene.drain();
  const letters = [...(await deadLetters(scene.eventLog)).values()];
  assert.deepEqual(
    letters.map(({ original }) => original).toSorted(),
    ['', small.toString('base64')].toSorted(),
  );
  const told = letters.find(({ original }) => original === '');
  assert.match(told?.details.at(-1)?.reason ?? '', /7500000 bytes do not fit/);
  assert.equal((await storedCalls(scene.store)).length, 2);
});

test('a call of several megabytes is analysed like any other', async (t) => {
  const scene = await analyzerScene(t);
  const call = numberedCall(0);
  const turns = Array.from({ length: 250 }, (_, turn) => ({
    speaker: 'A',
    startMs: turn * 1_000,
    endMs: turn * 1_000 + 900,
    text: '这个月底方便处理吗'.repeat(700),
  }));
  await scene.eventLog.publish('transcripts', [messageOf({ ...call, turns: [...call.turns, ...turns] })]);
  await scene.drain();
  const stored = await scene.store.getCall(call.callId);
  assert.equal(stored?.transcript?.turns.length, 253);
  assert.equal((await deadLetters(scene.eventLog)).size, 0);
});

test('what the store refuses becomes a dead letter, the calls around it are kept', async (t) => {
  const scene = await analyzerScene(t);
  const refused = callId(7);
  // Breaks the contract on the way to a real store, as a fault in the analysis would.
  const spoilt = (outcome: CallOutcome): CallOutcome =>
    outcome.record.callId === refused
      ? { ...outcome, record: { ...outcome.record, month: '1970-01' } }
      : outcome;
  const store: RecordStore = {
    ...scene.store,
    writeCalls: (outcomes, options) => scene.store.writeCalls(outcomes.map(spoilt), options),
  };
  await scene.eventLog.publish('transcripts', numberedMessages(0, 20));
  await scene.drain({ store });
  const letters = [...(await deadLetters(scene.eventLog)).values()];
  assert.deepEqual(
    letters.map(({ code, original }) => [
      code,
      JSON.parse(Buffer.from(original, 'base64').toString()).callId,
    ]),
    [['store_refused', refused]],
  );
  assert.equal((await storedCalls(scene.store)).length, 19);
});

test('a store that is away stops the stream without losing or rejecting anything', async (t) => {
  const scene = await analyzerScene(t);
  let attempts = 0;
  const store: RecordStore = {
    ...scene.store,
    async writeCalls(outcomes, options) {
      attempts += 1;
      if (attempts % 2 === 1) throw new RecordStoreError('STORE_UNREACHABLE', 'away', { retriable: true });
      return scene.store.writeCalls(outcomes, options);
    },
  };
  await scene.eventLog.publish('transcripts', numberedMessages(0, 120));
  await scene.drain({ store });
  assert.ok(attempts > 6);
  await assertNothingLostOrDoubled(scene, { calls: 120 });
});

test('duplicates, and the whole topic again from its start, leave the store as it was, byte for byte, with its reviews', async (t) => {
  const scene = await analyzerScene(t);
  const messages = numberedMessages(0, 150);
  await scene.eventLog.publish('transcripts', [...messages, ...messages.slice(30, 90)]);
  await scene.drain();
  const { finding } = await firstFinding(scene.store, 3);
  const review = judged(NEW_REVIEW, 'reviewed', 'confirmed');
  assert.equal((await scene.store.writeReview(finding.id, review, 0)).status, 'written');
  const before = await contentOf(scene.store);
  for (const group of ['again', 'and-again']) await scene.drain({ group });
  assert.equal(await contentOf(scene.store), before);
  assert.deepEqual((await firstFinding(scene.store, 3)).review, review);
  await assertNothingLostOrDoubled(scene, { calls: 150 });
});

test('a higher revision amends and reopens what changed; lower ones that come later are stale', async (t) => {
  const scene = await analyzerScene(t);
  const first = numberedCall(0);
  await scene.eventLog.publish('transcripts', [messageOf(first)]);
  await scene.drain();
  const { finding } = await firstFinding(scene.store, 0);
  await scene.store.writeReview(finding.id, judged(NEW_REVIEW, 'reviewed', 'confirmed'), 0);
  const third = numberedCall(1, { callId: first.callId, debtor: first.debtor, revision: 3 });
  await scene.eventLog.publish('transcripts', [
    messageOf(third),
    messageOf({ ...first, revision: 2 }),
    messageOf(first),
  ]);
  await scene.drain();
  const stored = await scene.store.getCall(first.callId);
  assert.equal(stored?.record.revision, 3);
  assert.equal(stored?.record.flagged, false);
  assert.deepEqual(
    stored?.findings.map(({ superseded, review }) => [superseded, review.verdict]),
    [[true, 'confirmed']],
    'the reviewed finding stays as history',
  );
});

test('calls of one debtor count for each other within a batch, whatever their order, once however often they come', async (t) => {
  const scene = await analyzerScene(t);
  const day = Array.from({ length: 5 }, (_, round) => messageOf(numberedCall(1 + round * 20)));
  await scene.eventLog.publish('transcripts', [...day.toReversed(), ...day]);
  await scene.drain();
  const often = (await storedCalls(scene.store))
    .filter(({ findings }) => findings.some(({ finding }) => finding.ruleId === RULES.frequency))
    .map(({ record }) => record.callId);
  assert.deepEqual(often, [callId(61), callId(81)]);
});

test('a late call counts those before it; what is told of a redelivered call is what the store has', async (t) => {
  const scene = await analyzerScene(t);
  const [first, second, third, fourth] = [0, 1, 2, 3].map((round) => messageOf(numberedCall(1 + round * 20)));
  assert.ok(first && second && third && fourth);
  await scene.eventLog.publish('transcripts', [second, third, fourth]);
  await scene.drain();
  await scene.eventLog.publish('transcripts', [first]);
  await scene.drain();
  // With the late call known, the fourth would now be one too many; the first analysis stands until a replay.
  await scene.drain({ group: 'again' });
  const kept = (await storedCalls(scene.store)).flatMap(({ findings }) => findings);
  const ids = kept.map(({ finding }) => finding.id);
  const told = (await collect(scene.eventLog, 'findings')).map(({ value }) =>
    Finding.parse(JSON.parse(Buffer.from(value).toString())),
  );
  assert.deepEqual([...new Set(told.map(({ id }) => id))], ids);
  assert.equal(
    kept.some(({ finding }) => finding.ruleId === RULES.frequency),
    false,
  );
});

test('a stop in the middle of the stream finishes the batch in hand; the next analyzer goes on behind it', async (t) => {
  const scene = await analyzerScene(t);
  await scene.eventLog.publish('transcripts', numberedMessages(0, 600));
  const running = await scene.start();
  await until('some are written', async () => (await storedCalls(scene.store)).length > 0);
  await running.stop();
  await scene.drain();
  await assertNothingLostOrDoubled(scene, { calls: 600 });
});

test('the figures count calls, dead letters and findings', async (t) => {
  const scene = await analyzerScene(t);
  await scene.eventLog.publish('transcripts', [
    ...numberedMessages(0, 30),
    { key: 'k', value: Buffer.from('bad') },
  ]);
  await scene.drain();
  await scene.drain({ group: 'again' });
  const text = await scene.metrics.registry.metrics();
  assert.match(text, /^callwarden_processed_total\{stage="analyzer"\} 60$/m);
  assert.match(text, /^callwarden_rejected_total\{stage="analyzer",code="not_json"\} 2$/m);
  const threats = expectedFindings(30).filter((line) => line.endsWith(RULES.threat)).length;
  assert.match(text, new RegExp(`^callwarden_findings_total\\{category="threat"\\} ${threats}$`, 'm'));
});
