import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { extractText } from 'unpdf';
import { canonicalJson } from '../../../../contracts/canonical-json.ts';
import { EvidenceManifest } from '../../../../contracts/evidence.ts';
import { createEmbeddedRecordStore } from '../../../../platform/record-store/embedded/embedded-record-store.ts';
import { createEvidence } from '../../../../services/review-api/evidence/create-evidence.ts';
import { createEvidenceKeys, describeKey } from '../../../../services/review-api/evidence/evidence-keys.ts';
import { readArchive } from '../../../../services/review-api/evidence/read-archive.ts';
import { createRuleArchive } from '../../../../services/review-api/evidence/rule-archive.ts';
import { signManifest } from '../../../../services/review-api/evidence/signature.ts';
import { verifyBundle } from '../../../../services/review-api/evidence/verify-bundle.ts';
import { archiveOf } from '../../../../services/review-api/evidence/zip-archive.ts';
import { createLedger } from '../../../../services/review-api/ledger/create-ledger.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';

const actor = { id: 'wang.fang', role: 'auditor' };
const NUMBER = '13812345678';

async function evidenceScene(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  const store = createEmbeddedRecordStore({ path: join(folder, 'records.sqlite') });
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  await store.ensureSchema();
  const now = () => new Date();
  const ledger = createLedger({ store, now, secrets: ['a secret for tests that nobody else has'] });
  const keyFile = join(folder, 'evidence-signing.key');
  const keys = createEvidenceKeys({ store, source: { file: keyFile }, now });
  const calls = [
    storedCall({ callId: 'flagged' }),
    storedCall({ callId: 'said', sampled: true, says: [`打${NUMBER}找你同事`] }),
  ];
  await store.writeCalls(calls);
  const evidence = createEvidence({
    store,
    ledger,
    keys,
    rules: createRuleArchive(store),
    explain: async () => ({ same: true, differences: [] }),
    rulebookHash: 'rulebook-1',
    version: '0.1.0',
    now,
  });
  async function bundle(masked = true): Promise<Buffer> {
    const request = { callIds: ['flagged', 'said'], reason: '监管检查', masked };
    const { bytes } = await evidence.export({ request, actor, calls });
    const parts: Buffer[] = [];
    for await (const part of bytes) parts.push(part);
    await ledger.settle();
    return Buffer.concat(parts);
  }
  return { bundle, keys, keyFile, ledger };
}

const contentOf = (bytes: Buffer, path: string) =>
  Buffer.from(readArchive(bytes).files.find((file) => file.path === path)?.data ?? []).toString();

test('a bundle holds everything, is sound, and says who, why and what must not go abroad', async (t) => {
  const { bundle, keys, keyFile } = await evidenceScene(t);
  const bytes = await bundle();
  const { problems, manifest, key } = verifyBundle(bytes, await keys.list());
  assert.deepEqual(problems, []);
  assert.equal(key?.trusted, true);
  assert.deepEqual(manifest?.exportedBy, actor);
  assert.equal(manifest?.reason, '监管检查');
  assert.match(JSON.stringify(manifest?.notices), /第四十一条/);
  const names = manifest?.files.map(({ path }) => path) ?? [];
  for (const name of [
    'report.pdf',
    'ledger.jsonl',
    'keys.json',
    'calls/0001/transcript.json',
    'calls/0002/reviews.json',
  ])
    assert.ok(names.includes(name), name);
  assert.match(contentOf(bytes, 'ledger.jsonl'), /"action":"export"/);
  assert.equal((await stat(keyFile)).mode & 0o777, 0o600);
  assert.ok(!bytes.includes((await readFile(keyFile, 'utf8')).split('\n')[1] ?? 'no key'));
});

test('the report reads in Chinese, and personal data is in it only when it was asked for', async (t) => {
  const { bundle } = await evidenceScene(t);
  for (const masked of [true, false]) {
    const bytes = await bundle(masked);
    const report = readArchive(bytes).files.find(({ path }) => path === 'report.pdf');
    const { text } = await extractText(new Uint8Array(report?.data ?? []), { mergePages: true });
    assert.match(text, /证据报告/);
    assert.match(text, /监管检查/);
    assert.equal(text.includes(NUMBER), !masked);
    assert.equal(bytes.includes(NUMBER), !masked);
    assert.equal(verifyBundle(bytes, null).problems.length, 0);
  }
});

test('one changed byte anywhere is found, and the file that it belongs to is named', async (t) => {
  const { bundle } = await evidenceScene(t);
  const bytes = await bundle();
  const { files } = readArchive(bytes);
  const step = Math.max(1, Math.floor(bytes.length / 400));
  const places = [0, 4, 10, bytes.length - 1, bytes.length - 10];
  for (let at = 0; at < bytes.length; at += 1 + Math.floor(Math.random() * 2 * step)) places.push(at);
  for (let at = bytes.length - 1_500; at < bytes.length; at += 7) places.push(at);
  for (const at of places) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
    assert.notDeepEqual(verifyBundle(changed, null).problems, [], `byte ${at}`);
  }
  for (const { path, data } of files) {
    const name = Buffer.from(path);
    const at = bytes.indexOf(Buffer.concat([name, data])) + name.length + Math.floor(data.length / 2);
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const { problems } = verifyBundle(changed, null);
    assert.ok(
      problems.some(({ file }) => file === path),
      `${path}: ${JSON.stringify(problems)}`,
    );
  }
});

test('cut off, added to, files taken away, put in or swapped: each is named', async (t) => {
  const { bundle } = await evidenceScene(t);
  const bytes = await bundle();
  const { files } = readArchive(bytes);
  const told = (changed: Buffer) =>
    verifyBundle(changed, null)
      .problems.map(({ file, detail }) => `${file} ${detail}`)
      .join('\n');
  assert.match(told(Buffer.concat([bytes, Buffer.from('x')])), /null 1 bytes follow/);
  assert.notEqual(told(bytes.subarray(0, bytes.length - 1)), '');
  assert.notEqual(told(Buffer.alloc(0)), '');
  assert.match(told(archiveOf(files.filter(({ path }) => path !== 'report.pdf'))), /report\.pdf is missing/);
  assert.match(
    told(archiveOf([...files, { path: 'extra.txt', data: Buffer.from('x') }])),
    /extra\.txt was added/,
  );
  assert.match(told(archiveOf([...files].reverse())), /another order/);
  const rewritten = files.map((file) =>
    file.path === 'calls/0001/transcript.json' ? { ...file, data: Buffer.from('{}') } : file,
  );
  assert.match(told(archiveOf(rewritten)), /calls\/0001\/transcript\.json was changed/);
  const other = readArchive(await bundle()).files.find(({ path }) => path === 'manifest.json');
  assert.ok(other);
  assert.match(
    told(archiveOf(files.map((file) => (file.path === 'manifest.json' ? other : file)))),
    /manifest\.json the signature/,
  );
});

test('a bundle forged whole with another key is refused by who trusts the right one; a retired key signs no more', async (t) => {
  const { bundle, keys } = await evidenceScene(t);
  const bytes = await bundle();
  const trusted = await keys.list();
  const pair = generateKeyPairSync('ed25519');
  const forger = { key: describeKey(pair.publicKey, new Date().toISOString()), privateKey: pair.privateKey };
  const manifest = {
    ...EvidenceManifest.parse(JSON.parse(contentOf(bytes, 'manifest.json'))),
    reason: 'forged',
    keyId: forger.key.keyId,
  };
  const data = Buffer.from(canonicalJson(manifest));
  const forged = archiveOf(
    readArchive(bytes).files.map((file) => {
      if (file.path === 'manifest.json') return { ...file, data };
      if (file.path !== 'signature.json') return file;
      return { ...file, data: Buffer.from(canonicalJson(signManifest(data, forger))) };
    }),
  );
  assert.deepEqual(verifyBundle(forged, null).problems, []);
  assert.match(verifyBundle(forged, trusted).problems[0]?.detail ?? '', /none of the trusted keys/);

  const fresh = await keys.rotate();
  const after = await keys.list();
  assert.equal(after.length, 2);
  assert.deepEqual(verifyBundle(bytes, after).problems, [], 'what the old key signed stays valid');
  const next = verifyBundle(await bundle(), after);
  assert.equal(next.key?.keyId, fresh?.keyId);
  const early = after.map((key) => ({ ...key, retiredAt: '2020-01-01T00:00:00.000Z' }));
  assert.match(verifyBundle(bytes, early).problems[0]?.detail ?? '', /after it was retired/);
});
