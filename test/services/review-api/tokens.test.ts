import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Me, TokenList, TokenWithSecret } from '../../../contracts/access.ts';
import { startApi } from './support/api-scene.ts';

test('a token opens what its role may, needs no CSRF token, and is shown once', async (t) => {
  const scene = await startApi(t);
  const body = { name: 'Nightly export', role: 'officer', expiresInDays: 30 };
  const { token, secret } = (await scene.admin.call('/v1/tokens', { method: 'POST', body })).as(
    TokenWithSecret,
  );
  assert.equal(token.lastFour, secret.slice(-4));
  assert.equal(token.createdBy, 'admin');
  const headers = { authorization: `Bearer ${secret}` };
  const me = (await scene.anyone('/v1/me', { headers })).as(Me);
  assert.deepEqual([me.kind, me.id, me.csrfToken], ['token', `token:${token.id}`, null]);
  assert.equal((await scene.anyone('/v1/calls', { headers })).status, 200);
  assert.equal((await scene.anyone('/v1/tokens', { headers })).status, 403);
  const change = { current: 'anything', next: 'long enough for anybody' };
  const put = await scene.anyone('/v1/me/password', { method: 'PUT', body: change, headers });
  assert.equal(put.problem().code, 'forbidden');

  const list = await scene.admin.call('/v1/tokens');
  assert.deepEqual(list.as(TokenList).tokens, [token]);
  assert.ok(!JSON.stringify(await scene.store.listDocuments('api-token')).includes(secret.slice(21)));
});

test('a token ends by time or when it is revoked', async (t) => {
  const scene = await startApi(t);
  const make = async (expiresInDays: number | null) => {
    const body = { name: 'short', role: 'admin', expiresInDays };
    return (await scene.admin.call('/v1/tokens', { method: 'POST', body })).as(TokenWithSecret);
  };
  const [short, endless] = [await make(1), await make(null)];
  const status = async ({ secret }: { secret: string }) =>
    (await scene.anyone('/v1/me', { headers: { authorization: `Bearer ${secret}` } })).status;
  assert.deepEqual([await status(short), await status(endless)], [200, 200]);
  assert.equal(
    await status({ secret: `${endless.secret.slice(0, -1)}${endless.secret.endsWith('A') ? 'E' : 'A'}` }),
    401,
  );

  const revoke = () => scene.admin.call(`/v1/tokens/${endless.token.id}`, { method: 'DELETE' });
  const first = await revoke();
  assert.equal(first.status, 200);
  assert.deepEqual((await revoke()).body, first.body, 'revoking again changes nothing');
  assert.deepEqual([await status(short), await status(endless)], [200, 401]);
  scene.advance(86_400_001);
  assert.equal(await status(short), 401);
  assert.equal((await scene.signIn('admin', 'a password of several words')).me.id, 'admin');
});
