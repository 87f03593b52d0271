import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createEmbeddedEventLog } from '../../platform/event-log/embedded/embedded-event-log.ts';
import { createEmbeddedRecordStore } from '../../platform/record-store/embedded/embedded-record-store.ts';
import { freePorts } from '../../platform/servers/free-port.ts';
import { until } from '../platform/event-log/support/until.ts';
import { startProcess } from './support/analyzer-process.ts';
import { BAD_MESSAGES } from './support/bad-messages.ts';
import { numberedMessages } from './support/numbered-calls.ts';
import { analyzerLag, assertNothingLostOrDoubled } from './support/oracle.ts';
import { SMALL_RULEBOOK, shelve, THREAT_WORDS } from './support/small-rulebook.ts';

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-faults-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A data folder as the processes see it, with the test's own doors to the same files. */
async function installation(t: TestContext, folder = scratch(t)) {
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'event-log.sqlite') });
  const store = createEmbeddedRecordStore({ path: join(folder, 'records.sqlite') });
  t.after(async () => {
    await eventLog.close();
    await store.close();
  });
  await eventLog.ensureTopics();
  await store.ensureSchema();
  const rulebookDir = await shelve(join(folder, 'lexicons'));
  const startAnalyzer = async () => {
    const [port = 0] = await freePorts(1);
    const settings = [`dataDir=${folder}`, `analyzer.rulebookDir=${rulebookDir}`, `http.port=${port}`];
    return { ...startProcess(t, 'analyzer', { settings }), url: `http://127.0.0.1:${port}` };
  };
  const stored = async () => (await store.search({ sort: 'newest', limit: 1 })).total;
  const drained = () => until('nothing waits', async () => (await analyzerLag(eventLog)) === 0);
  return { folder, eventLog, store, startAnalyzer, stored, drained };
}

test('killed at random points and between the store’s word and the commit, with poison in the stream: nothing lost, nothing twice', {
  timeout: 180_000,
}, async (t) => {
  const scene = await installation(t);
  const { eventLog, stored } = scene;
  let calls = 0;
  const send = async (count: number) => {
    await eventLog.publish('transcripts', numberedMessages(calls, calls + count));
    calls += count;
  };
  await send(300);
  for (const { value } of BAD_MESSAGES) {
    await eventLog.publish('transcripts', [{ key: `deb-${calls % 20}`, value }]);
    await send(10);
  }
  for (const plan of [
    { dieAfter: 'write', times: 1 },
    { dieAfter: 'findings', times: 1 },
    { dieAfter: 'letters', times: 1 },
    { dieAfter: 'write', times: 3 },
  ]) {
    const args = [JSON.stringify({ folder: scene.folder, ...plan })];
    const dying = startProcess(t, 'failpoint', { args });
    assert.equal(await dying.ended(), null, `${plan.dieAfter} killed it: ${dying.said()}`);
    await send(60);
  }
  for (let kill = 0; kill < 4; kill += 1) {
    await send(200);
    const before = await stored();
    const analyzer = await scene.startAnalyzer();
    await until('it works', async () => (await stored()) > before + randomInt(120));
    await analyzer.end('SIGKILL');
  }
  const last = await scene.startAnalyzer();
  await scene.drained();
  assert.equal(await last.end('SIGTERM'), 0);
  await assertNothingLostOrDoubled(scene, { calls, bad: BAD_MESSAGES.map(({ value }) => value) });
  assert.doesNotMatch(last.said(), new RegExp(THREAT_WORDS), 'log lines hold no text of a call');
});

test('told to stop under load it ends by itself in time, and what it wrote is committed', {
  timeout: 120_000,
}, async (t) => {
  const scene = await installation(t);
  await scene.eventLog.publish('transcripts', numberedMessages(0, 2_000));
  const analyzer = await scene.startAnalyzer();
  await until('it works', async () => (await scene.stored()) > 50);
  // 4 would say that it did not stop within the nine seconds that it has.
  assert.equal(await analyzer.end('SIGTERM'), 0, analyzer.said());
  const lag = await analyzerLag(scene.eventLog);
  assert.ok(lag > 0, 'it was under load');
  assert.equal((await scene.stored()) + lag, 2_000, 'nothing written is left to be given again');
  const next = await scene.startAnalyzer();
  await scene.drained();
  assert.equal(await next.end('SIGTERM'), 0);
  await assertNothingLostOrDoubled(scene, { calls: 2_000 });
});

test('from one to three analyzers and back under load: nothing lost, nothing twice, order kept', {
  timeout: 120_000,
}, async (t) => {
  const scene = await installation(t);
  let calls = 0;
  const send = async (count: number) => {
    await scene.eventLog.publish('transcripts', numberedMessages(calls, calls + count));
    calls += count;
  };
  await send(400);
  const first = await scene.startAnalyzer();
  await until('the first works', async () => (await scene.stored()) > 20);
  const others = [await scene.startAnalyzer(), await scene.startAnalyzer()];
  for (const { url } of others)
    await until('it is ready', () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  for (let round = 0; round < 10; round += 1) await send(80);
  const before = await scene.stored();
  await until('they work on', async () => (await scene.stored()) > before);
  assert.equal(await others[0]?.end('SIGTERM'), 0);
  await others[1]?.end('SIGKILL');
  await send(200);
  await scene.drained();
  assert.equal(await first.end('SIGTERM'), 0);
  await assertNothingLostOrDoubled(scene, { calls });
});

/** A disk of its own, or null where mounting is not permitted. */
function smallDisk(t: TestContext, megabytes: number): string | null {
  const disk = mkdtempSync(join(tmpdir(), 'callwarden-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    rmdirSync(disk);
    return null;
  }
  t.after(() => {
    execFileSync('umount', ['-l', disk]);
    rmdirSync(disk);
  });
  return disk;
}

test('a full disk stops the work with a reason, and it goes on when there is room', {
  timeout: 120_000,
}, async (t) => {
  const disk = smallDisk(t, 16);
  if (disk === null) return t.skip('mounting is not permitted here');
  const scene = await installation(t, disk);
  await scene.eventLog.publish('transcripts', numberedMessages(0, 1_000));
  const ballast = join(disk, 'ballast');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - 400_000));
  const analyzer = await scene.startAnalyzer();
  await until('it says why it is not ready', async () => {
    const answer = await fetch(`${analyzer.url}/readyz`).catch(() => null);
    return answer?.status === 503 && /(STORE|EVENT_LOG)_FULL/.test(await answer.text());
  });
  assert.equal(analyzer.child.exitCode, null, 'it waits, it does not end');
  rmSync(ballast);
  await scene.drained();
  await until('it is ready', async () => (await fetch(`${analyzer.url}/readyz`)).status === 200);
  assert.equal(await analyzer.end('SIGTERM'), 0);
  await assertNothingLostOrDoubled(scene, { calls: 1_000 });
});

test('rules with faults are refused at the start, every one named with its file, in plain words', {
  timeout: 60_000,
}, async (t) => {
  const folder = scratch(t);
  const [path = ''] = Object.keys(SMALL_RULEBOOK);
  const faulty = {
    ...SMALL_RULEBOOK,
    [path]: (SMALL_RULEBOOK[path] ?? '').replace('of: visit', 'of: visits'),
  };
  const rulebookDir = await shelve(join(folder, 'lexicons'), faulty);
  const settings = [`dataDir=${folder}`, `analyzer.rulebookDir=${rulebookDir}`, 'http.port=0'];
  const analyzer = startProcess(t, 'analyzer', { settings });
  assert.equal(await analyzer.ended(), 1);
  assert.match(analyzer.said(), /visit\.yaml:\d+ .*visits/);
  assert.doesNotMatch(analyzer.said(), /^\s+at /m, 'no stack');
});

test('a setting with a fault is refused in plain words with exit code 2', { timeout: 60_000 }, async (t) => {
  const analyzer = startProcess(t, 'analyzer', { settings: ['analyzer.groop=x'] });
  assert.equal(await analyzer.ended(), 2);
  assert.match(analyzer.said(), /analyzer\.groop .*Did you mean analyzer\.group\?/);
});
