import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { RecordStoreError } from '../../../platform/record-store/port.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { type Call, startApi } from './support/api-scene.ts';

interface Row {
  readonly path: string;
  readonly call?: Call;
  readonly code: string;
  readonly status: number;
  /** Fields that errors name. */
  readonly fields?: readonly string[];
}

const post = (body: unknown, headers: Record<string, string> = {}): Call => ({
  method: 'POST',
  body,
  headers,
});
const invalid = (path: string, fields: readonly string[], call: Call = {}): Row => ({
  path,
  call,
  fields,
  code: 'invalid_request',
  status: 400,
});

const verdict = '/v1/findings/some/verdict';
const TABLE: readonly Row[] = [
  invalid('/v1/calls?limit=0', ['limit']),
  invalid('/v1/calls?limit=501', ['limit']),
  invalid('/v1/calls?limit=many', ['limit']),
  invalid('/v1/calls?category=threat,thread', ['category']),
  invalid('/v1/calls?from=yesterday&sort=best', ['from', 'sort']),
  invalid('/v1/calls?colector=col-01', ['colector']),
  invalid('/v1/calls?flagged=maybe', ['flagged']),
  invalid('/v1/calls/facets?limit=5', ['limit']),
  { path: '/v1/calls?cursor=nonsense', code: 'bad_cursor', status: 400, fields: ['cursor'] },
  invalid(verdict, ['verdict', 'version'], post({})),
  invalid(verdict, ['reason'], post({ verdict: 'dismissed', version: 0 })),
  invalid(verdict, ['reason'], post({ verdict: 'confirmed', reason: 'other', version: 0 })),
  invalid(verdict, ['version'], post({ verdict: 'confirmed', version: '0' })),
  invalid(verdict, ['comment'], post({ verdict: 'confirmed', version: 0, comment: 'x'.repeat(4_001) })),
  invalid(verdict, ['verdit'], post({ verdict: 'confirmed', version: 0, verdit: 'confirmed' })),
  invalid(verdict, ['$'], post([])),
  invalid(
    '/v1/accounts',
    ['username', 'role'],
    post({ username: '李娜', displayName: '李娜', role: 'boss' }),
  ),
  invalid('/v1/session', ['password'], post({ username: 'admin' })),
  { path: verdict, call: post('{"verdict":'), code: 'not_json', status: 400 },
  { path: verdict, call: post(' '), code: 'not_json', status: 400 },
  { path: verdict, call: post('{"__proto__":{"admin":true}}'), code: 'not_json', status: 400 },
  {
    path: verdict,
    call: post('verdict=confirmed', { 'content-type': 'text/plain' }),
    code: 'unsupported_media_type',
    status: 415,
  },
  { path: verdict, call: post({ comment: 'x'.repeat(70_000) }), code: 'too_large', status: 413 },
  {
    path: verdict,
    call: post({ verdict: 'confirmed', version: 0 }),
    code: 'not_found',
    status: 404,
  },
  { path: '/v1/findings/none', code: 'not_found', status: 404 },
  { path: '/v1/calls/none', code: 'not_found', status: 404 },
  { path: '/v1/calls/%E0%A4%A', code: 'bad_request', status: 400 },
  { path: '/v1/tokens/none', call: { method: 'DELETE' }, code: 'not_found', status: 404 },
  { path: '/v2/calls', code: 'not_found', status: 404 },
  { path: '/v1/calls', call: { method: 'PUT', body: {} }, code: 'not_found', status: 404 },
];

test('everything that is wrong with a request is told in problem details', async (t) => {
  const scene = await startApi(t);
  for (const { path, call, code, status, fields } of TABLE) {
    const answer = await scene.admin.call(path, call);
    const where = `${call?.method ?? 'GET'} ${path} ${JSON.stringify(call?.body)?.slice(0, 80)}`;
    assert.equal(answer.status, status, `${where}: ${JSON.stringify(answer.body)}`);
    const problem = answer.problem();
    assert.equal(problem.code, code, where);
    assert.ok(problem.detail.length > 10 && problem.title.length > 3);
    assert.equal(problem.type, `urn:callwarden:problem:${code}`);
    assert.deepEqual(problem.errors?.map(({ field }) => field).sort(), fields && [...fields].sort(), where);
    for (const { reason, mend } of problem.errors ?? []) {
      assert.ok(reason.length > 5);
      assert.ok(code === 'bad_cursor' || (mend ?? '').length > 3, `${where} says no mend`);
    }
  }
});

test('what is sent is not told back', async (t) => {
  const scene = await startApi(t);
  const body = { username: 'admin', password: ['my secret password'] };
  const answer = await scene.anyone('/v1/session', { method: 'POST', body });
  assert.equal(answer.problem().errors?.[0]?.field, 'password');
  assert.ok(!JSON.stringify(answer.body).includes('my secret'));
});

test('a store that is away is 503 with a time to come again, a fault of ours 500 with an id only', async (t) => {
  let fault: Error = new RecordStoreError('STORE_UNREACHABLE', 'connect ECONNREFUSED 10.0.0.7:9200', {
    retriable: true,
  });
  const scene = await startApi(t, {
    storeSeen: (store) => ({ ...store, search: () => Promise.reject(fault) }),
  });
  const away = await scene.admin.call('/v1/calls');
  assert.equal(away.problem().code, 'store_unavailable');
  assert.equal(away.status, 503);
  assert.ok(Number(away.headers.get('retry-after')) > 0);

  fault = new TypeError('reading secrets of /srv/callwarden');
  const ours = await scene.admin.call('/v1/calls');
  assert.equal(ours.problem().code, 'internal');
  const { id } = Object(ours.body);
  assert.ok(scene.logged.some((line) => JSON.parse(line).id === id && line.includes('reading secrets')));

  fault = new RecordStoreError('STORE_CORRUPT', 'a stored record does not keep its contract', {
    retriable: false,
  });
  const corrupt = await scene.admin.call('/v1/calls');
  assert.equal(corrupt.problem().code, 'internal');
  for (const answer of [away, ours, corrupt])
    assert.doesNotMatch(JSON.stringify(answer.body), /10\.0\.0\.7|\/srv|stored record|TypeError/);
});

test('an answer that breaks the contract is not sent', async (t) => {
  const call = storedCall();
  const scene = await startApi(t, {
    storeSeen: (store) => ({
      ...store,
      getCall: async () => ({ ...call, record: { ...call.record, month: 'November' } }),
    }),
  });
  const answer = await scene.admin.call('/v1/calls/call-1');
  assert.equal(answer.problem().code, 'internal');
  assert.ok(!JSON.stringify([answer.body, scene.logged]).includes('老赖'));
});

test('what is no HTTP is told so and cut off', async (t) => {
  const scene = await startApi(t);
  const { port, hostname } = new URL(scene.url);
  const socket = connect(Number(port), hostname);
  socket.write('CALLWARDEN / NONSENSE\r\n\r\n');
  const answer = await text(socket);
  assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json\r\n/);
  assert.match(answer, /"code":"bad_request"/);
});
