import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { createAnalyzerPart } from '../../../services/analyzer/analyzer-part.ts';
import { loadRulebookFolder } from '../../../services/analyzer/load-rulebook-folder.ts';
import { createRulebookInForce } from '../../../services/analyzer/rulebook-in-force.ts';
import { createRulebookWatch } from '../../../services/analyzer/rulebook-watch.ts';
import { numberedMessages } from '../../faults/support/numbered-calls.ts';
import { analyzerLag, storedCalls } from '../../faults/support/oracle.ts';
import { RULES, SMALL_RULEBOOK, shelve, THREAT_WORDS } from '../../faults/support/small-rulebook.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { analyzerScene } from './support/analyzer-scene.ts';

const FILE = `rules/${RULES.threat}.yaml`;
const CHANGED = (SMALL_RULEBOOK[FILE] ?? '').replace(`[${THREAT_WORDS}]`, `[${THREAT_WORDS}, 让你出名]`);

/** An analyzer that watches a rulebook folder of its own. */
async function watching(t: TestContext) {
  const scene = await analyzerScene(t);
  const folder = await shelve(join(scene.folder, 'lexicons'));
  const inForce = createRulebookInForce(await loadRulebookFolder(folder));
  const logger = createLogger({ level: 'silent', service: 'test' });
  const { eventLog, store, metrics } = scene;
  const fail = (error: unknown) => assert.fail(String(error));
  const watch = await createRulebookWatch({ folder, inForce, everyMs: 20, logger, metrics }).start(fail);
  const analyzer = await createAnalyzerPart({
    eventLog,
    store,
    inForce,
    group: 'callwarden-analyzer',
    sampling: { rate: 0.1, seed: 'test' },
    logger,
    metrics,
  }).start(fail);
  const stop = async () => {
    await analyzer.stop();
    await watch.stop();
  };
  const reloads = async (result: string) =>
    (await metrics.rulebookReloads.get()).values.find(({ labels }) => labels.result === result)?.value ?? 0;
  const drained = () => until('nothing waits', async () => (await analyzerLag(eventLog)) === 0);
  return { ...scene, folder, inForce, watch, stop, reloads, drained };
}

test('a changed rulebook is taken up under load: nothing is lost, and each record names the one it was made with', async (t) => {
  const { eventLog, store, folder, inForce, stop, reloads, drained } = await watching(t);
  const before = inForce.current().rulebook.hash;
  await eventLog.publish('transcripts', numberedMessages(0, 300));
  await until('it works', async () => (await store.search({ sort: 'newest', limit: 1 })).total > 0);
  await writeFile(join(folder, FILE), CHANGED);
  await until('the change is taken up', async () => (await reloads('taken')) === 1);
  const after = inForce.current().rulebook.hash;
  await eventLog.publish('transcripts', numberedMessages(300, 600));
  await drained();
  await stop();
  assert.notEqual(after, before);
  const calls = await storedCalls(store);
  assert.equal(calls.length, 600);
  assert.deepEqual(
    [...new Set(calls.map(({ record }) => record.rulebookHash))].toSorted(),
    [before, after].toSorted(),
  );
  for (const { record, findings } of calls)
    for (const { finding } of findings) assert.equal(finding.rulebookHash, record.rulebookHash);
});

test('a broken rulebook is refused with codes, the old one stays, and the mended one is taken up', async (t) => {
  const { eventLog, store, folder, inForce, watch, stop, reloads, drained } = await watching(t);
  const before = inForce.current().rulebook.hash;
  await writeFile(join(folder, FILE), CHANGED.replace('severity: redline', 'severity: dreadful'));
  await until('the fault is reported', async () => (await reloads('refused')) === 1);
  const told = watch.health?.();
  assert.equal(told?.ready, true, 'the analyzer works on');
  assert.equal(told?.code, 'RULEBOOK_FAULTY');
  assert.match(told?.detail ?? '', new RegExp(`schema.*${FILE}.*${before} stays in force`));
  assert.doesNotMatch(told?.detail ?? '', new RegExp(THREAT_WORDS), 'codes and files, no words');
  await eventLog.publish('transcripts', numberedMessages(0, 20));
  await drained();
  assert.deepEqual(
    new Set((await storedCalls(store)).map(({ record }) => record.rulebookHash)),
    new Set([before]),
  );
  await writeFile(join(folder, FILE), CHANGED);
  await until('the mended one is taken up', async () => (await reloads('taken')) === 1);
  assert.deepEqual(watch.health?.(), { ready: true });
  await stop();
});

test('a folder that lost its rules is refused, not taken for a rulebook that finds nothing', async (t) => {
  const { folder, inForce, watch, stop, reloads } = await watching(t);
  const before = inForce.current().rulebook.hash;
  await rm(join(folder, 'rules'), { recursive: true });
  await until('the fault is reported', async () => (await reloads('refused')) === 1);
  assert.equal(watch.health?.().code, 'RULEBOOK_EMPTY');
  assert.equal(inForce.current().rulebook.hash, before);
  await stop();
});
