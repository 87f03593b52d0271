import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEmbeddedEventLog } from '../../../platform/event-log/embedded/embedded-event-log.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { lines, transcript } from './support/transcripts.ts';

const MAIN = fileURLToPath(new URL('../../../services/ingest/main.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly key: string;
}

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-main-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const args = (folder: string, more: readonly string[] = []) =>
  ['ingest.port=0', `dataDir=${folder}`, ...more].flatMap((setting) => ['--set', setting]);

/** Starts the process in an environment without settings and waits until it listens. */
async function start(t: TestContext, folder: string, more: readonly string[] = []): Promise<Running> {
  const child = spawn(process.execPath, [MAIN, ...args(folder, more)], {
    cwd: folder,
    env: {},
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line);
    const url = /Server listening at (http:[^"]+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stderr.resume();
    return { child, url, key: readFileSync(join(folder, 'ingest.key'), 'utf8').trim() };
  }
  return assert.fail(`it ended: ${said.join('\n')}`);
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

const post = ({ url, key }: Running, body: string) =>
  fetch(`${url}/v1/transcripts`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/x-ndjson' },
    body,
  });

async function storedIds(folder: string): Promise<Set<string>> {
  const log = createEmbeddedEventLog({ path: join(folder, 'event-log.sqlite') });
  const ids = new Set<string>();
  for await (const message of log.browse('transcripts')) {
    ids.add(JSON.parse(Buffer.from(message.value).toString()).callId);
  }
  await log.close();
  return ids;
}

test('serves transcripts, health, figures and its description, and stops when asked', {
  timeout: 60_000,
}, async (t) => {
  const folder = scratch(t);
  const running = await start(t, folder);
  assert.equal((await post(running, lines(transcript('a')))).status, 202);
  assert.equal((await post({ ...running, key: 'no-key-of-this-house' }, lines(transcript('b')))).status, 401);
  assert.equal((await fetch(`${running.url}/healthz`)).status, 200);
  await until('it is ready', async () => (await fetch(`${running.url}/readyz`)).status === 200);
  assert.match(
    await (await fetch(`${running.url}/metrics`)).text(),
    /^callwarden_processed_total\{stage="ingest"\} 1$/m,
  );
  const description = await (await fetch(`${running.url}/openapi.json`)).text();
  const { paths, openapi } = JSON.parse(description);
  assert.match(openapi, /^3\.1/);
  assert.deepEqual(Object.keys(paths), ['/v1/transcripts']);
  assert.ok(paths['/v1/transcripts'].post.responses['202']);
  const away = await fetch(`${running.url}/v2/whatever`);
  assert.equal(away.status, 404);
  assert.equal(away.headers.get('content-type')?.split(';')[0], 'application/problem+json');
  running.child.kill('SIGTERM');
  assert.equal(await exitOf(running.child), 0);
  assert.deepEqual(await storedIds(folder), new Set(['a']));
});

test('killed at any moment: what was answered 202 is there after the restart', {
  timeout: 60_000,
}, async (t) => {
  const folder = scratch(t);
  const first = await start(t, folder);
  const acknowledged: string[] = [];
  let count = 0;
  const sender = async () => {
    for (;;) {
      const ids = Array.from({ length: 20 }, () => `call-${count++}`);
      const answer = await post(first, lines(...ids.map((id) => transcript(id))));
      if (answer.status === 202) acknowledged.push(...ids);
    }
  };
  const senders = [sender(), sender(), sender()].map((sending) => sending.catch(() => 'cut off'));
  await until('much is acknowledged', () => acknowledged.length > 300);
  first.child.kill('SIGKILL');
  await Promise.all(senders);
  const second = await start(t, folder);
  assert.equal((await post(second, lines(transcript('after')))).status, 202);
  second.child.kill('SIGTERM');
  assert.equal(await exitOf(second.child), 0);
  const stored = await storedIds(folder);
  assert.deepEqual(
    acknowledged.filter((id) => !stored.has(id)),
    [],
  );
  assert.ok(stored.has('after'));
});

test('watches the configured folder', { timeout: 60_000 }, async (t) => {
  const folder = scratch(t);
  const inbox = join(folder, 'inbox');
  const running = await start(t, folder, [`ingest.folder=${inbox}`, 'ingest.folderSettleMs=50']);
  writeFileSync(join(inbox, 'calls.ndjson'), lines(transcript('from-file')));
  await until('the file is done', () => existsSync(join(inbox, 'done', 'calls.ndjson')));
  running.child.kill('SIGINT');
  assert.equal(await exitOf(running.child), 0);
  assert.ok((await storedIds(folder)).has('from-file'));
});

for (const [what, more, told] of [
  ['a setting that does not exist', ['ingest.prot=1'], /ingest\.prot .*Did you mean ingest\.port\?/],
  ['a cluster without keys', ['runtime=cluster'], /ingest\.apiKeys .*CALLWARDEN_INGEST_API_KEYS/],
] as const) {
  test(`${what} is told in plain words, with exit code 2`, { timeout: 60_000 }, async (t) => {
    const folder = scratch(t);
    const child = spawn(process.execPath, [MAIN, ...args(folder, more)], {
      cwd: folder,
      env: {},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    assert.equal(await exitOf(child), 2);
    assert.match(said, told);
    assert.doesNotMatch(said, /^\s+at /m, 'no stack');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.key')),
      [],
    );
  });
}
