import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { PipelineStatus, RejectedList } from '../../../contracts/pipeline.ts';
import { RuleList, RuleTrial, RuleView } from '../../../contracts/rule-view.ts';
import { LEXICONS, scratch, startCallwarden } from '../../cli/support/callwarden.ts';
import { until } from '../../platform/event-log/support/until.ts';

const Signed = z.object({ csrfToken: z.string() });

/** The whole product without calls, and a client that is signed in as its admin. */
async function startProduct(t: Parameters<typeof scratch>[0]) {
  const args = ['start', '--no-samples', '--set', 'http.port=0', '--set', `analyzer.rulebookDir=${LEXICONS}`];
  const product = startCallwarden(t, { cwd: scratch(t), args });
  await until('it listens', () => product.out().includes('listens on'));
  const url = /listens on (http:\S+)/.exec(product.out())?.[1] ?? '';
  const current = /with the password (\S+)/.exec(product.out())?.[1] ?? '';
  let headers: Record<string, string> = { 'content-type': 'application/json' };
  const call = async (path: string, method = 'GET', body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, { method, headers, ...sent });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
    if (cookie) headers = { ...headers, cookie };
    return answer;
  };
  for (const [path, method, body] of [
    ['/v1/session', 'POST', { username: 'admin', password: current }],
    ['/v1/me/password', 'PUT', { current, next: 'several words for a test' }],
  ] as const) {
    const { csrfToken } = Signed.parse(await (await call(path, method, body)).json());
    headers = { ...headers, 'x-csrf-token': csrfToken };
  }
  return { url, call };
}

test('rules, stream and dead letters are shown to who is in, and to nobody else', async (t) => {
  const { url, call } = await startProduct(t);
  for (const path of ['/v1/rules', '/v1/pipeline', '/v1/rejected', '/v1/events'])
    assert.equal((await fetch(`${url}${path}`)).status, 401, path);

  const { rules } = RuleList.parse(await (await call('/v1/rules')).json());
  const [first] = rules;
  assert.ok(first);
  const rule = RuleView.parse(await (await call(`/v1/rules/${first.id}`)).json());
  assert.match(rule.yaml, new RegExp(`id: ${rule.id}`));
  assert.ok(rule.examples.violating.length > 0);
  assert.equal((await call('/v1/rules/zh/threat/no-such-rule')).status, 404);

  const text = '催收员：你再不还钱我打断你的腿。';
  const trial = RuleTrial.parse(await (await call('/v1/rules/try', 'POST', { text, language: 'zh' })).json());
  assert.ok(trial.findings.some(({ category }) => category === 'threat'));
  assert.equal(trial.transcript.turns[0]?.text, '你再不还钱我打断你的腿。');

  const pipeline = PipelineStatus.parse(await (await call('/v1/pipeline')).json());
  assert.deepEqual([pipeline.calls, pipeline.waiting, pipeline.rejected], [0, 0, 0]);
  assert.deepEqual(RejectedList.parse(await (await call('/v1/rejected')).json()), { rejected: [] });
  const none = await (await call('/v1/rejected/redrive', 'POST', { ids: ['nothing'] })).json();
  assert.deepEqual(none, { sent: 0, rejectedAgain: 0, notFound: 1 });
});
