import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { Role, type Scope, TokenWithSecret, WHOLE_SCOPE } from '../../../contracts/access.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';
import type { DeclaredRoute } from '../../../services/review-api/access/guard.ts';
import { createReviewApi } from '../../../services/review-api/create-review-api.ts';
import { createReviewServices } from '../../../services/review-api/create-review-services.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { type ApiScene, SECRET, startApi } from './support/api-scene.ts';
import { type ExpectedRoute, ROUTE_TABLE } from './support/route-table.ts';
import { EMPTY_DOORS } from './support/stub-doors.ts';

const explain = async () => ({ same: true, differences: [] });
const CLOSED = Object.entries(ROUTE_TABLE).filter(([, { may }]) => may !== 'anyone');

async function appOver({ store, eventLog }: Pick<ApiScene, 'store' | 'eventLog'>) {
  const logger = createLogger({ level: 'silent', service: 'test' });
  const common = { store, logger, sessionSecret: SECRET, sessionMaxAgeMs: 1_000 };
  return createReviewApi({
    ...common,
    services: createReviewServices({ ...common, eventLog, now: () => new Date() }),
    trustProxy: false,
    explain,
    doors: EMPTY_DOORS,
    health: () => ({ live: true, ready: true, parts: {} }),
    metrics: createMetrics(),
  });
}

/** What each route declares, by METHOD and address. */
async function declaredRoutes(scene: ApiScene): Promise<Map<string, DeclaredRoute>> {
  const app = await appOver(scene);
  await app.ready();
  const routes = app.declaredRoutes().filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
  await app.close();
  return new Map(routes.map((route) => [`${route.method} ${route.url}`, route]));
}

/** One call within agency-in and team-in, and one beyond each; what is beyond has -out in its names. */
const CALLS = [
  ['call-in', 'agency-in', 'team-in'],
  ['call-agency-out', 'agency-out', 'team-in'],
  ['call-team-out', 'agency-in', 'team-out'],
] as const;
type CallName = (typeof CALLS)[number][0];
const SCOPES: readonly { readonly scope: Scope; readonly beyond: readonly CallName[] }[] = [
  { scope: { agencies: ['agency-in'], teams: null }, beyond: ['call-agency-out'] },
  { scope: { agencies: null, teams: ['team-in'] }, beyond: ['call-team-out'] },
  { scope: { agencies: ['agency-in'], teams: ['team-in'] }, beyond: ['call-agency-out', 'call-team-out'] },
  { scope: { agencies: [], teams: null }, beyond: ['call-agency-out', 'call-team-out', 'call-in'] },
];

interface Asked {
  readonly status: number;
  readonly text: string;
}

interface House {
  readonly scene: ApiScene;
  readonly declared: ReadonlyMap<string, DeclaredRoute>;
  /** Asks a route about a call (and its finding) with the headers given. */
  ask(route: string, about: CallName, headers: Readonly<Record<string, string>>): Promise<Asked>;
  /** Headers of a new token. */
  token(role: Role, scope?: Scope): Promise<Readonly<Record<string, string>>>;
}

async function openHouse(t: TestContext): Promise<House> {
  const scene = await startApi(t, { explain, doors: EMPTY_DOORS });
  const declared = await declaredRoutes(scene);
  const calls = CALLS.map(([callId, agency, team]) =>
    storedCall({ callId, collector: { id: `collector-of-${callId}`, agency, team } }),
  );
  await scene.store.writeCalls(calls);
  const findingOf = new Map(
    calls.map(({ record, findings }) => [record.callId, findings[0]?.finding.id ?? '']),
  );
  const outside = { agencies: ['agency-out'], teams: ['team-out'] };
  const account = { username: 'somebody', displayName: '某人', role: 'officer', scope: outside };
  assert.equal((await scene.admin.call('/v1/accounts', { method: 'POST', body: account })).status, 201);
  await scene.withToken('officer', { scope: outside });

  return {
    scene,
    declared,
    async ask(route, about, headers) {
      const [method = '', url = ''] = route.split(' ');
      const path = url
        .replace(':callId', about)
        .replace(':findingId', findingOf.get(about) ?? '')
        .replace(/[:*]\w*/g, 'nothing');
      const body = method === 'GET' ? {} : { body: JSON.stringify(ROUTE_TABLE[route]?.body ?? {}) };
      const leaving = new AbortController();
      const response = await fetch(`${scene.url}${path}`, {
        method,
        redirect: 'manual',
        headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
        signal: leaving.signal,
        ...body,
      });
      const isStream = /event-stream/.test(response.headers.get('content-type') ?? '');
      const text = isStream ? '' : await response.text();
      leaving.abort();
      return { status: response.status, text };
    },
    async token(role, scope = WHOLE_SCOPE) {
      const body = { name: 'for a test', role, scope };
      const made = await scene.admin.call('/v1/tokens', { method: 'POST', body });
      return { authorization: `Bearer ${made.as(TokenWithSecret).secret}` };
    },
  };
}

const codeOf = ({ text }: Asked) => /"code":"(\w+)"/.exec(text)?.[1];
const maySee = ({ may }: ExpectedRoute, role: Role) =>
  may === 'signed_in' || (Array.isArray(may) && may.includes(role));

test('every route × role × scope', async (t) => {
  const { scene, declared, ask, token } = await openHouse(t);

  await t.test('every route stands in the table, and nothing else does', () => {
    assert.deepEqual([...declared.keys()].sort(), Object.keys(ROUTE_TABLE).sort());
  });

  await t.test('every route says what it leaves in the ledger, or why nothing', () => {
    const silent = [...declared].filter(
      ([route, { audit }]) => !ROUTE_TABLE[route]?.hidden && audit === null,
    );
    assert.deepEqual(
      silent.map(([route]) => route),
      [],
    );
  });

  await t.test('without the right key nothing opens', async () => {
    for (const [route] of CLOSED)
      for (const headers of [
        {},
        { authorization: 'Bearer nonsense' },
        { authorization: `Bearer cw_${'0'.repeat(16)}_${'A'.repeat(43)}` },
        { authorization: 'Basic YWRtaW46YWRtaW4=' },
        { cookie: 'callwarden_session=forged.signature' },
      ]) {
        const asked = await ask(route, 'call-in', headers);
        assert.deepEqual(
          [asked.status, codeOf(asked)],
          [401, 'not_signed_in'],
          `${route} ${JSON.stringify(headers)}`,
        );
      }
  });

  for (const role of Role.options)
    await t.test(`${role} gets what the table says and nothing else`, async () => {
      const headers = await token(role);
      for (const [route, expected] of CLOSED) {
        const asked = await ask(route, 'call-in', headers);
        const isRefused = asked.status === 403 && codeOf(asked) === 'forbidden';
        assert.equal(isRefused, !maySee(expected, role), `${role}: ${route} answered ${asked.status}`);
        assert.ok(asked.status !== 401 && asked.status < 500, `${route} answered ${asked.status}`);
        if (expected.scope === 'call' && maySee(expected, role))
          assert.notEqual(asked.status, 404, `${route} knows the call`);
      }
    });

  await t.test('sessions get what only sessions get', async () => {
    for (const [route, { may }] of CLOSED) {
      if (may !== 'session') continue;
      const { me, cookie } = await scene.signIn('admin', 'a password of several words');
      const headers = { cookie, 'x-csrf-token': me.csrfToken ?? '' };
      assert.notEqual(codeOf(await ask(route, 'call-in', headers)), 'forbidden', route);
    }
  });

  for (const { scope, beyond } of SCOPES)
    await t.test(`nothing comes from beyond ${JSON.stringify(scope)}`, async () => {
      for (const role of Role.options) {
        const headers = await token(role, scope);
        for (const [route, expected] of CLOSED.filter(([, one]) => maySee(one, role))) {
          const what = `${role}: ${route}`;
          if (expected.scope === 'call') {
            for (const about of beyond) assert.equal((await ask(route, about, headers)).status, 404, what);
          } else if (expected.scope === 'whole') {
            assert.equal(codeOf(await ask(route, 'call-in', headers)), 'whole_scope_needed', what);
          } else if (expected.scope === 'narrowed') {
            const asked = await ask(route, 'call-in', headers);
            assert.equal(asked.status, 200, what);
            for (const name of beyond)
              assert.ok(!asked.text.includes(name.replace(/^call-(?=.*-out)/, '')), what);
          }
        }
      }
    });

  await t.test('who has no scope sees what lies beyond the scopes of others', async () => {
    const headers = await token('admin');
    for (const [route, { scope }] of CLOSED.filter(([, one]) => one.scope === 'narrowed'))
      for (const name of ['agency-out', 'team-out'])
        assert.ok(
          (await ask(route, 'call-in', headers)).text.includes(name),
          `${route} ${String(scope)} ${name}`,
        );
  });
});

test('an address that is not there says so only to those who are in', async (t) => {
  const scene = await startApi(t);
  for (const path of ['/', '/v1/nothing', '/v1/calls/', '/.env', '/docs', '/docs/json']) {
    assert.equal((await scene.anyone(path)).status, 401, path);
  }
  assert.equal((await scene.admin.call('/v1/nothing')).problem().code, 'not_found');
});

test('what is mounted is open or has keys of its own', async (t) => {
  const scene = await startApi(t, {
    mounts: [
      {
        access: 'public',
        plugin: async (app) => void app.get('/console', async () => ({ page: true })),
      },
      {
        access: 'own_keys',
        plugin: async (app) => void app.post('/v1/transcripts', async (_r, reply) => reply.code(418).send()),
      },
    ],
  });
  assert.deepEqual((await scene.anyone('/console')).as(z.unknown()), { page: true });
  assert.equal((await scene.anyone('/v1/transcripts', { method: 'POST' })).status, 418);
});

test('an app with a route that declares nothing does not start', async (t) => {
  const app = await appOver(await startApi(t));
  t.after(() => app.close());
  app.get('/v1/forgotten', async () => 'open to all');
  await assert.rejects(async () => app.ready(), /GET \/v1\/forgotten declares no access/);
});

test('every answer carries the security headers', async (t) => {
  const scene = await startApi(t);
  const { headers } = await scene.admin.call('/v1/me');
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal((await scene.anyone('/healthz')).status, 200);
});
