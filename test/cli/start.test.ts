import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { CallPage } from '../../contracts/call-search.ts';
import { until } from '../platform/event-log/support/until.ts';
import { LEXICONS, scratch, startCallwarden } from './support/callwarden.ts';

const COOKIE = /^[^;]+/;

/** Signs in and gives the headers of the session. */
async function signIn(url: string, username: string, password: string) {
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await answer.json());
  const cookie = COOKIE.exec(answer.headers.getSetCookie()[0] ?? '')?.[0] ?? '';
  return { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' };
}

test('start: the whole product in one process, with sample calls to look at', {
  timeout: 180_000,
}, async (t) => {
  const cwd = scratch(t);
  const args = ['start', '--set', 'http.port=0', '--set', `analyzer.rulebookDir=${LEXICONS}`];
  const product = startCallwarden(t, { cwd, args });
  await until('the samples are analysed', () => {
    assert.equal(product.child.exitCode, null, product.err());
    return product.out().includes('Look at one: ');
  });
  const url = /Callwarden listens on (http:\S+)/.exec(product.out())?.[1] ?? '';
  const [, flagged = 0] = /32 sample calls analysed, (\d+) flagged/.exec(product.out()) ?? [];
  assert.ok(Number(flagged) > 0, product.out());
  await until('it is ready', async () => (await fetch(`${url}/readyz`)).status === 200);

  for (const path of ['/v1/calls', '/v1/me']) assert.equal((await fetch(`${url}${path}`)).status, 401, path);
  const [, username = '', password = ''] =
    /sign in as (\S+) with the password (\S+)/.exec(product.out()) ?? [];
  const first = await signIn(url, username, password);
  const next = 'a long pass phrase for tests 7';
  const changed = await fetch(`${url}/v1/me/password`, {
    method: 'PUT',
    headers: first,
    body: JSON.stringify({ current: password, next }),
  });
  assert.equal(changed.status, 200, await changed.text());
  const session = await signIn(url, username, next);
  const found = await fetch(`${url}/v1/calls?flagged=true&sort=severity`, { headers: session });
  assert.equal(found.status, 200);
  const page = CallPage.parse(await found.json());
  assert.equal(page.total, Number(flagged));
  assert.ok(page.hits.every(({ record }) => record.flagged));

  const key = readFileSync(join(cwd, 'data/ingest.key'), 'utf8').trim();
  const sample = readFileSync(join(import.meta.dirname, '../../samples/calls.jsonl'), 'utf8').split('\n')[0];
  const call = { ...JSON.parse(sample ?? ''), callId: 'sent-by-http' };
  const taken = await fetch(`${url}/v1/transcripts`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(call),
  });
  assert.equal(taken.status, 202);
  await until(
    'the call can be read',
    async () => (await fetch(`${url}/v1/calls/sent-by-http`, { headers: session })).status === 200,
  );
  assert.equal(await product.end('SIGTERM'), 0, product.err());

  const again = startCallwarden(t, { cwd, args });
  await until('it listens again', () => again.out().includes('listens on'));
  assert.doesNotMatch(again.out(), /First start|sample calls/);
  assert.equal(await again.end('SIGINT'), 0);
});
