import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccountList, AccountWithPassword, Me } from '../../../contracts/access.ts';
import { ADMIN_PASSWORD, cookieOf, startApi } from './support/api-scene.ts';

const WRONG = 'not the password at all';

test('a cookie is out of scripts’ reach, new at each sign-in, and dead after sign-out', async (t) => {
  const scene = await startApi(t);
  const answer = await scene.anyone('/v1/session', {
    method: 'POST',
    body: { username: ' Admin ', password: ADMIN_PASSWORD },
    headers: { cookie: scene.admin.cookie },
  });
  const set = answer.headers.getSetCookie()[0] ?? '';
  assert.match(set, /^callwarden_session=.+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.notEqual(cookieOf(answer), scene.admin.cookie);
  assert.equal((await scene.admin.call('/v1/me')).status, 401, 'the session before has ended');

  const { call, me } = await scene.signIn('admin', ADMIN_PASSWORD);
  assert.deepEqual((await call('/v1/me')).as(Me), me);
  assert.equal((await call('/v1/session', { method: 'DELETE' })).status, 204);
  assert.equal((await call('/v1/me')).status, 401);
});

test('a session ends by time', async (t) => {
  const scene = await startApi(t);
  assert.equal((await scene.admin.call('/v1/me')).status, 200);
  scene.advance(3_600_001);
  assert.equal((await scene.admin.call('/v1/me')).status, 401);
});

test('a session writes only with its CSRF token', async (t) => {
  const scene = await startApi(t);
  const other = await scene.signIn('admin', ADMIN_PASSWORD);
  const body = { username: 'li.na', displayName: '李娜', role: 'officer' };
  for (const token of ['', 'nonsense', other.me.csrfToken ?? '']) {
    const headers = { 'x-csrf-token': token };
    const answer = await scene.admin.call('/v1/accounts', { method: 'POST', body, headers });
    assert.equal(answer.problem().code, 'csrf_token_missing');
  }
  assert.equal((await scene.admin.call('/v1/accounts')).as(AccountList).accounts.length, 1);
  assert.equal((await scene.admin.call('/v1/accounts', { method: 'POST', body })).status, 201);
});

test('the first password opens nothing but its own change', async (t) => {
  const scene = await startApi(t);
  const body = { username: 'li.na', displayName: '李娜', role: 'officer' };
  const { password } = (await scene.admin.call('/v1/accounts', { method: 'POST', body })).as(
    AccountWithPassword,
  );
  const { call, me } = await scene.signIn('li.na', password);
  assert.equal(me.mustChangePassword, true);
  assert.equal((await call('/v1/calls')).problem().code, 'password_change_required');

  const change = async (current: string, next: string) =>
    call('/v1/me/password', { method: 'PUT', body: { current, next } });
  assert.equal((await change(WRONG, 'long enough for anybody')).problem().code, 'wrong_password');
  assert.deepEqual((await change(password, 'short')).problem().errors, [
    { field: 'next', reason: 'must have 12 characters or more', mend: 'take several words' },
  ]);
  assert.equal((await change(password, password)).problem().errors?.[0]?.field, 'next');
  assert.equal((await change(password, 'LI.NA is my name')).problem().errors?.[0]?.field, 'next');
  const changed = await change(password, 'long enough for anybody');
  assert.equal(changed.as(Me).mustChangePassword, false);
  assert.equal((await call('/v1/me')).status, 401, 'the session that changed it got a new cookie');
  const headers = { cookie: cookieOf(changed) };
  assert.equal((await scene.anyone('/v1/calls', { headers })).status, 200);
});

test('wrong passwords lock a name, for longer each time, whether or not anybody has it', async (t) => {
  const scene = await startApi(t);
  const signIn = async (username: string, password: string) =>
    scene.anyone('/v1/session', { method: 'POST', body: { username, password } });
  for (const name of ['admin', 'nobody', 'x'.repeat(200)]) {
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await signIn(name, WRONG)).status);
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429], name);
  }
  const locked = await signIn('admin', ADMIN_PASSWORD);
  assert.equal(locked.problem().code, 'sign_in_locked');
  const waitSeconds = Number(locked.headers.get('retry-after'));
  assert.ok(waitSeconds > 0 && waitSeconds <= 30);

  scene.advance(30_001);
  assert.equal((await signIn('admin', WRONG)).status, 401);
  const longer = Number((await signIn('admin', ADMIN_PASSWORD)).headers.get('retry-after'));
  assert.ok(longer > 30 && longer <= 60);
  scene.advance(60_001);
  assert.equal((await signIn('admin', ADMIN_PASSWORD)).status, 200);
  for (let tries = 0; tries < 4; tries += 1) assert.equal((await signIn('admin', WRONG)).status, 401);
  assert.equal((await signIn('admin', ADMIN_PASSWORD)).status, 200, 'a right one starts the count anew');
});

test('guessing at once gains nothing', async (t) => {
  const scene = await startApi(t);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      scene.anyone('/v1/session', { method: 'POST', body: { username: 'admin', password: WRONG } }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 401).length, 5);
  assert.equal(answers.filter(({ status }) => status === 429).length, 15);
});

test('one address signs in only so often', async (t) => {
  const scene = await startApi(t, { signInsPerMinute: 5 });
  const body = { username: 'nobody', password: WRONG };
  let last = await scene.anyone('/v1/session', { method: 'POST', body });
  for (let tries = 0; tries < 5 && last.status !== 429; tries += 1)
    last = await scene.anyone('/v1/session', { method: 'POST', body: { ...body, username: `n${tries}` } });
  assert.equal(last.problem().code, 'too_many_requests');
  assert.ok(Number(last.headers.get('retry-after')) > 0);
});

test('disabling, enabling and a new password work at once', async (t) => {
  const scene = await startApi(t);
  const officer = await scene.newAccount('li.na', 'officer');
  const post = (path: string) => scene.admin.call(path, { method: 'POST' });
  assert.equal((await officer.call('/v1/calls')).status, 200);

  assert.equal((await post('/v1/accounts/li.na/disable')).status, 200);
  assert.equal((await officer.call('/v1/calls')).status, 401);
  const body = { username: 'li.na', password: officer.password };
  assert.equal((await scene.anyone('/v1/session', { method: 'POST', body })).status, 401);
  assert.equal((await post('/v1/accounts/li.na/enable')).status, 200);
  assert.equal((await officer.call('/v1/calls')).status, 401, 'ended sessions stay ended');
  const again = await scene.signIn('li.na', officer.password);

  const reset = (await post('/v1/accounts/li.na/reset-password')).as(AccountWithPassword);
  assert.equal((await again.call('/v1/calls')).status, 401);
  assert.equal((await scene.signIn('li.na', reset.password)).me.mustChangePassword, true);

  assert.equal((await post('/v1/accounts/admin/disable')).problem().code, 'last_admin');
  assert.equal((await post('/v1/accounts/nobody/disable')).status, 404);
  const taken = { username: 'LI.NA', displayName: '李娜', role: 'admin' };
  const answer = await scene.admin.call('/v1/accounts', { method: 'POST', body: taken });
  assert.equal(answer.problem().code, 'account_exists');
});

test('no password, token or cookie is in the log or in the store', async (t) => {
  const scene = await startApi(t);
  const officer = await scene.newAccount('li.na', 'officer');
  await scene.anyone('/v1/session', { method: 'POST', body: { username: 'li.na', password: WRONG } });
  await scene.admin.call('/v1/tokens', { method: 'POST', body: { name: 'export', role: 'officer' } });
  const kinds = ['account', 'session', 'api-token', 'sign-in-attempts'];
  const kept = await Promise.all(kinds.map((kind) => scene.store.listDocuments(kind)));
  const text = JSON.stringify([kept, scene.logged]);
  assert.ok(kept.every((documents) => documents.length > 0));
  const cookie = decodeURIComponent(officer.cookie.split('=')[1] ?? '').split('.')[0] ?? '';
  for (const secret of [ADMIN_PASSWORD, officer.password, WRONG, cookie]) {
    assert.ok(secret.length > 8);
    assert.ok(!text.includes(secret));
  }
  assert.match(text, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
