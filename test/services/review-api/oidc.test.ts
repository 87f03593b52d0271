import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { AccountList, Me, OidcInfo, OidcSignOut } from '../../../contracts/access.ts';
import { LedgerPage } from '../../../contracts/ledger.ts';
import { Config } from '../../../platform/config/config-schema.ts';
import { freePorts } from '../../../platform/servers/free-port.ts';
import { oidcSettings } from '../../../services/review-api/access/oidc/oidc-settings.ts';
import { type ApiScene, startApi } from './support/api-scene.ts';
import { createBrowser, type Page } from './support/browser.ts';
import { type People, type ProviderUnderTest, startProvider } from './support/oidc-provider.ts';

const PEOPLE: People = {
  'sub-wang': {
    preferred_username: 'Wang.Fang',
    name: '王芳',
    roles: ['staff', 'cw-officers'],
    realm: { agencies: ['agency-1'] },
  },
  'sub-zhang': { preferred_username: 'zhang.wei', roles: 'cw-collectors', collector_id: 'col-7' },
  'sub-chen': { preferred_username: 'chen', roles: ['cw-collectors'] },
  'sub-nobody': { preferred_username: 'nobody', roles: ['staff'] },
  'sub-admin': { preferred_username: 'admin', roles: ['cw-officers'] },
  'sub-odd': { preferred_username: '李 娜', name: '李娜', roles: ['cw-officers'] },
};

interface Organisation {
  readonly scene: ApiScene;
  readonly provider: ProviderUnderTest;
  readonly url: string;
}

async function startOrganisation(t: Parameters<typeof startApi>[0], secret?: string): Promise<Organisation> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const provider = await startProvider(t, { publicUrl: url, people: PEOPLE });
  const config = Config.parse({
    oidc: {
      issuer: provider.issuer,
      publicUrl: `${url}/`,
      clientId: provider.clientId,
      clientSecret: secret ?? provider.clientSecret,
      roles: ['cw-collectors=collector', 'cw-officers=officer'],
      agencyClaim: 'realm.agencies',
    },
  });
  const scene = await startApi(t, { port, oidc: oidcSettings(config) });
  return { scene, provider, url };
}

/** Signs in at the provider as a person would: its form, its question for consent. */
async function signIn(url: string, person: string, path = '/v1/oidc/login', browser = createBrowser()) {
  const isBack = (to: URL) => to.origin === url && to.pathname !== '/v1/oidc/callback';
  let page = await browser.go(`${url}${path}`, { stopAt: isBack });
  for (const form of [{ prompt: 'login', login: person, password: 'any' }, { prompt: 'consent' }]) {
    if (page.url.origin === url) break;
    assert.equal(page.status, 200, page.text);
    page = await browser.go(page.url, { form, stopAt: isBack });
  }
  return { browser, page };
}

async function meOf(url: string, browser: ReturnType<typeof createBrowser>): Promise<z.infer<typeof Me>> {
  return Me.parse(JSON.parse((await browser.go(`${url}/v1/me`)).text));
}

const problemOf = ({ url }: Page) => url.searchParams.get('signInProblem');

test('without a provider there is nothing at its addresses', async (t) => {
  const scene = await startApi(t);
  for (const path of ['/v1/oidc', '/v1/oidc/login', '/v1/oidc/callback?code=x&state=y'])
    assert.equal((await scene.anyone(path)).problem().code, 'not_found', path);
  assert.equal((await scene.admin.call('/v1/oidc/logout', { method: 'POST' })).problem().code, 'not_found');
});

test('people of the organisation sign in at its provider and are what its claims say', async (t) => {
  const { scene, provider, url } = await startOrganisation(t);
  const info = (await scene.anyone('/v1/oidc')).as(OidcInfo);
  assert.deepEqual(info, { issuer: provider.issuer, loginUrl: '/v1/oidc/login' });
  const toProvider = await fetch(`${url}/v1/oidc/login`, { redirect: 'manual' });
  const asked = new URL(toProvider.headers.get('location') ?? '').searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  for (const name of ['code_challenge', 'state', 'nonce'])
    assert.ok((asked.get(name) ?? '').length > 20, name);

  const { browser, page } = await signIn(url, 'sub-wang', '/v1/oidc/login?returnTo=/queue%3Fmine');
  assert.equal(page.url.href, `${url}/queue?mine`);
  const me = await meOf(url, browser);
  assert.deepEqual(
    [me.id, me.displayName, me.role, me.scope, me.mustChangePassword],
    ['wang.fang', '王芳', 'officer', { agencies: ['agency-1'], teams: null }, false],
  );
  const collector = await signIn(url, 'sub-zhang');
  const own = await meOf(url, collector.browser);
  assert.deepEqual([own.role, own.collectorId, own.scope.agencies], ['collector', 'col-7', []]);
  const odd = await meOf(url, (await signIn(url, 'sub-odd')).browser);
  assert.match(odd.id, /^oidc-[0-9a-f]{20}$/);

  const accounts = (await scene.admin.call('/v1/accounts')).as(AccountList).accounts;
  assert.deepEqual(
    accounts.map(({ username, kind }) => [username, kind]),
    [
      ['admin', 'local'],
      [odd.id, 'oidc'],
      ['wang.fang', 'oidc'],
      ['zhang.wei', 'oidc'],
    ],
  );
  const reset = await scene.admin.call('/v1/accounts/wang.fang/reset-password', { method: 'POST' });
  assert.equal(reset.problem().code, 'no_password_here');
  const body = { username: 'wang.fang', password: 'any password' };
  assert.equal((await scene.anyone('/v1/session', { method: 'POST', body })).status, 401);
});

test('at each sign-in the claims are read anew; a disabled account stays outside', async (t) => {
  const { scene, provider, url } = await startOrganisation(t);
  await signIn(url, 'sub-wang');
  provider.setClaims('sub-wang', { ...PEOPLE['sub-wang'], realm: { agencies: ['agency-2', 'agency-3'] } });
  const { browser } = await signIn(url, 'sub-wang');
  assert.deepEqual((await meOf(url, browser)).scope.agencies, ['agency-2', 'agency-3']);
  await scene.admin.call('/v1/accounts/wang.fang/disable', { method: 'POST' });
  assert.equal((await browser.go(`${url}/v1/me`)).status, 401, 'its sessions have ended');
  assert.equal(problemOf((await signIn(url, 'sub-wang')).page), 'account_disabled');

  const query = new URLSearchParams({ objectId: 'wang.fang', order: 'oldest' });
  const { entries } = (await scene.admin.call(`/v1/audit?${query}`)).as(LedgerPage);
  assert.deepEqual(
    entries.map(({ action, actor }) => [action, actor.id]),
    [
      ['account_change', 'wang.fang'],
      ['login', 'wang.fang'],
      ['account_change', 'wang.fang'],
      ['login', 'wang.fang'],
      ['account_change', 'admin'],
      ['login_failed', 'nobody'],
    ],
  );
  assert.match(JSON.stringify(entries[2]?.before), /agency-1/);
  assert.match(JSON.stringify(entries[2]?.after), /agency-3/);
});

test('who has no role, no collector or somebody else’s name stays outside', async (t) => {
  const { scene, url } = await startOrganisation(t);
  for (const [person, code] of [
    ['sub-nobody', 'oidc_no_role'],
    ['sub-chen', 'oidc_no_collector'],
    ['sub-admin', 'oidc_name_taken'],
  ] as const) {
    const { browser, page } = await signIn(url, person);
    assert.equal(problemOf(page), code);
    assert.equal((await browser.go(`${url}/v1/me`)).status, 401);
  }
  const { entries } = (await scene.admin.call('/v1/audit?action=login_failed&order=oldest')).as(LedgerPage);
  assert.deepEqual(
    entries.map(({ reason }) => reason),
    ['oidc_no_role', 'oidc_no_collector', 'oidc_name_taken'],
  );
});

test('an answer that was not asked for in this browser opens nothing', async (t) => {
  const { scene, url } = await startOrganisation(t);
  const stranger = await scene.anyone('/v1/oidc/callback?code=stolen&state=guessed');
  assert.equal(stranger.problem().code, 'oidc_not_begun');

  const browser = createBrowser();
  await browser.go(`${url}/v1/oidc/login`);
  const cookie = browser.cookiesFor(`${url}/v1/oidc/callback`);
  const forged = await scene.anyone('/v1/oidc/callback?code=stolen&state=guessed', { headers: { cookie } });
  assert.equal(forged.problem().code, 'oidc_refused');
  assert.equal(
    forged.headers.getSetCookie().some((set) => set.startsWith('callwarden_session=')),
    false,
  );

  await browser.go(`${url}/v1/oidc/login`);
  const state = JSON.parse(
    Buffer.from(
      decodeURIComponent(
        /callwarden_oidc=([^;]+)/.exec(browser.cookiesFor(`${url}/v1/oidc/callback`))?.[1] ?? '',
      ).split('.')[0] ?? '',
      'base64url',
    ).toString(),
  );
  const denied = `${url}/v1/oidc/callback?error=access_denied&state=${z.object({ state: z.string() }).parse(state).state}`;
  const isHome = (to: URL) => to.pathname === '/';
  assert.equal(problemOf(await browser.go(denied, { stopAt: isHome })), 'oidc_refused');

  const away = await scene.anyone('/v1/oidc/login?returnTo=//evil.example');
  assert.equal(away.problem().errors?.[0]?.field, 'returnTo');
  for (const returnTo of ['/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])
    assert.equal(
      (await scene.anyone(`/v1/oidc/login?${new URLSearchParams({ returnTo })}`)).status,
      400,
      returnTo,
    );
});

test('signing out ends the session here and leads to the end of the one at the provider', async (t) => {
  const { scene, provider, url } = await startOrganisation(t);
  const { browser } = await signIn(url, 'sub-wang');
  const { csrfToken } = await meOf(url, browser);
  const headers = { cookie: browser.cookiesFor(`${url}/v1/me`), 'x-csrf-token': csrfToken ?? '' };
  assert.equal(
    (await scene.anyone('/v1/oidc/logout', { method: 'POST', headers: { cookie: headers.cookie } })).status,
    403,
  );
  const { redirectTo } = (await scene.anyone('/v1/oidc/logout', { method: 'POST', headers })).as(OidcSignOut);
  assert.equal((await scene.anyone('/v1/me', { headers })).status, 401);
  const end = new URL(redirectTo ?? '');
  assert.equal(end.origin, provider.issuer);
  assert.equal(end.searchParams.get('post_logout_redirect_uri'), `${url}/`);
  assert.equal((await browser.go(end)).status, 200, 'the provider asks whether to sign out');
});

test('a provider that is away or knows another secret is told, and local accounts go on', async (t) => {
  const wrong = await startOrganisation(t, 'not the secret that the provider knows');
  assert.equal(problemOf((await signIn(wrong.url, 'sub-wang')).page), 'oidc_refused');

  const { scene, provider, url } = await startOrganisation(t);
  await provider.stop();
  const away = await scene.anyone('/v1/oidc/login');
  assert.equal(away.problem().code, 'oidc_unavailable');
  const isHome = (to: URL) => to.pathname === '/';
  assert.equal(
    problemOf(await createBrowser().go(`${url}/v1/oidc/login`, { stopAt: isHome })),
    'oidc_unavailable',
  );
  assert.equal((await scene.signIn('admin', 'a password of several words')).me.id, 'admin');
});
