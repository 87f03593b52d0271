import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Me } from '../../../contracts/access.ts';
import { until } from '../../platform/event-log/support/until.ts';

const MAIN = join(import.meta.dirname, '../../../services/review-api/main.ts');

/** The process with settings of a test; killed after it if it still runs. */
function start(t: TestContext, settings: Readonly<Record<string, string>>) {
  const args = Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ended = once(child, 'close').then(([code]) => code);
  t.after(() => {
    child.kill('SIGKILL');
    return ended;
  });
  return { child, said, ended };
}

const urlIn = (log: string) => /"url":"(http[^"]+)"/.exec(log)?.[1];

test('the first start tells the first password once, on the terminal only; SIGTERM ends it cleanly', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'review-main-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const settings = { dataDir: folder, 'http.port': '0' };
  const first = start(t, settings);
  await until('it listens', () => urlIn(first.said.err) !== undefined);
  const password = /password (\S+)/.exec(first.said.out)?.[1] ?? '';
  assert.match(password, /^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  assert.ok(!first.said.err.includes(password));

  const url = urlIn(first.said.err);
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  assert.equal(Me.parse(await answer.json()).mustChangePassword, true);
  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 0, first.said.err);
  assert.ok((await readdir(folder)).includes('session.secret'));

  const second = start(t, settings);
  await until('it listens again', () => urlIn(second.said.err) !== undefined);
  assert.equal(second.said.out, '');
  const me = await fetch(`${urlIn(second.said.err)}/v1/me`, { headers: { cookie } });
  assert.equal(me.status, 200, 'sessions outlive the process');
  await me.body?.cancel();
  second.child.kill('SIGTERM');
  assert.equal(await second.ended, 0);
});

test('in a cluster the secret of sessions must be given', async (t) => {
  const { ended, said } = start(t, { runtime: 'cluster', 'http.port': '0' });
  assert.equal(await ended, 2);
  assert.match(said.err, /session\.secret .*is needed in a cluster\. Set CALLWARDEN_SESSION_SECRET/);
});
