import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { numberedCall } from '../faults/support/numbered-calls.ts';
import { RULES, SMALL_RULEBOOK, shelve, THREAT_WORDS } from '../faults/support/small-rulebook.ts';
import { until } from '../platform/event-log/support/until.ts';
import { type Cleanup, callwarden, type Ran, scratch, startCallwarden } from './support/callwarden.ts';

const CALLS = 12;
const Letter = z.object({ id: z.string(), code: z.string() });
const Shown = z.object({ findings: z.array(z.object({ finding: z.object({ id: z.string() }) })) });

describe('the commands of an embedded installation', () => {
  // A hook set inside of `before` would run when that hook ends.
  const ends: (() => unknown)[] = [];
  const cleanup: Cleanup = { after: (work) => void ends.push(work) };
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });
  const cwd = scratch(cleanup);
  /** Another rulebook, whose threat rule knows other words. */
  const candidate = 'candidate';
  let ingested: Ran;
  const run = (...args: string[]) => callwarden(cwd, args);
  const lines = ({ out }: Ran) => out.trimEnd().split('\n');

  before(async () => {
    await shelve(join(cwd, candidate));
    const rule = `rules/${RULES.threat}.yaml`;
    const text = SMALL_RULEBOOK[rule] ?? '';
    writeFileSync(join(cwd, candidate, rule), text.replaceAll(THREAT_WORDS, '去你家门口站着'));
    await shelve(join(cwd, 'lexicons'));
    const good = Array.from({ length: CALLS }, (_, number) => JSON.stringify(numberedCall(number)));
    writeFileSync(
      join(cwd, 'calls.jsonl'),
      [...good.slice(0, 5), '{"callId": 7}', 'no json', ...good.slice(5)].join('\n'),
    );
    ingested = await run('ingest', 'calls.jsonl');
    const product = startCallwarden(cleanup, {
      cwd,
      args: ['start', '--no-samples', '--set', 'http.port=0'],
    });
    await until('all are analysed', async () => /^12 of 12 calls$/m.test((await run('search')).err));
    assert.equal(await product.end('SIGTERM'), 0, product.err());
  });

  test('ingest: takes the good, names the bad with line and field, exit code 3; again is harmless', async () => {
    assert.equal(ingested.code, 3);
    assert.equal(ingested.out, `calls.jsonl: ${CALLS} accepted, 2 rejected, 0 with warnings\n`);
    assert.match(ingested.err, /^calls\.jsonl:6 schema: callId /m);
    assert.match(ingested.err, /^calls\.jsonl:7 not_json: /m);
    const stdin = await callwarden(cwd, ['ingest', '-', '--json'], JSON.stringify(numberedCall(0)));
    assert.equal(stdin.code, 0, stdin.err);
    assert.equal(JSON.parse(stdin.out).accepted, 1);
    assert.equal((await run('ingest', 'nowhere.jsonl')).code, 1);
  });

  test('search: by category, by words, as JSON; a filter that makes no sense is wrong usage', async () => {
    const threats = await run('search', '--category', 'threat', '--json');
    const found = lines(threats).map((line) => JSON.parse(line).record.callId);
    assert.deepEqual(found.toSorted(), ['call-00000', 'call-00003', 'call-00006', 'call-00009']);
    assert.equal(lines(await run('search', '--text', `"${THREAT_WORDS}"`)).length, 4);
    const wrong = await run('search', '--category', 'rudeness');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /^--category: /m);
  });

  test('show and explain: the call with its finding, made again byte for byte', async () => {
    const shown = await run('show', 'call-00003');
    assert.match(shown.out, new RegExp(`collector: 再不还，我们就${THREAT_WORDS}`));
    const { findings } = Shown.parse(JSON.parse((await run('show', 'call-00003', '--json')).out));
    const id = findings[0]?.finding.id ?? '';
    assert.match(shown.out, new RegExp(`! threat .*${id}`));
    const explained = await run('explain', 'call-00003', id);
    assert.equal(explained.code, 0, explained.err);
    assert.match(explained.out, /made again: the same, byte for byte/);
    const other = await run('explain', 'call-00003', id, '--rulebook', candidate);
    assert.equal(other.code, 3, 'another rulebook does not make this finding');
    assert.equal((await run('show', 'call-99999')).code, 1);
    assert.equal((await run('explain', 'call-00003', 'nothing')).code, 1);
  });

  test('replay: no differences with the same rulebook, those of another are listed and nothing is written', async () => {
    const same = await run('replay', '--dry-run', '--json');
    assert.equal(same.code, 0, same.err);
    assert.partialDeepStrictEqual(JSON.parse(same.out), { added: 0, lost: 0 });
    const other = await run('replay', '--rulebook', candidate, '--dry-run', '--json');
    assert.equal(other.code, 3);
    assert.partialDeepStrictEqual(JSON.parse(other.out), { added: 0, lost: 4 });
    assert.equal(lines(await run('search', '--category', 'threat')).length, 4);
    assert.equal((await run('replay', '--from', 'yesterday', '--dry-run')).code, 2);
  });

  test('rejected: listed once, shown with their bytes, sent again', async () => {
    const listed = lines(await run('rejected', 'list', '--json')).map((line) =>
      Letter.parse(JSON.parse(line)),
    );
    assert.deepEqual(listed.map(({ code }) => code).toSorted(), ['not_json', 'schema']);
    const bad = listed.find(({ code }) => code === 'schema');
    const shown = await run('rejected', 'show', bad?.id ?? '');
    assert.match(shown.out, /^\{"callId": 7\}$/m);
    assert.equal((await run('rejected', 'show', 'nothing')).code, 1);
    assert.equal((await run('rejected', 'redrive')).code, 2);
    const again = await run('rejected', 'redrive', bad?.id ?? '');
    assert.deepEqual([again.code, again.out], [3, '1 sent again, 1 rejected again\n']);
  });
});

test('config: every setting with its source, secrets hidden, faults with exit code 2', async (t) => {
  const cwd = scratch(t);
  const secret = 'a-key-that-nobody-may-see';
  const shown = await callwarden(cwd, ['config', '--json', '--set', `ingest.apiKeys=${secret}`]);
  assert.equal(shown.code, 0);
  assert.ok(Array.isArray(JSON.parse(shown.out)));
  assert.doesNotMatch(shown.out + shown.err, new RegExp(secret));
  const wrong = await callwarden(cwd, ['config', '--set', 'http.port=none']);
  assert.equal(wrong.code, 2, wrong.err);
  assert.match(wrong.err, /http\.port/);
});

test('analyze: one JSON line a call without any server; what is no transcript is named', async (t) => {
  const cwd = scratch(t);
  await shelve(join(cwd, 'lexicons'));
  const input = [0, 1].map((number) => JSON.stringify(numberedCall(number)));
  const ran = await callwarden(cwd, ['analyze', '-'], [...input, '{}'].join('\n'));
  assert.equal(ran.code, 3);
  const answers = ran.out.trimEnd().split('\n');
  assert.partialDeepStrictEqual(
    answers.map((line) => JSON.parse(line)),
    [
      { callId: 'call-00000', findings: [{ category: 'threat', turn: 2, outcome: 'violation' }] },
      { callId: 'call-00001', findings: [] },
    ],
  );
  assert.match(ran.err, /^-:3 schema: /m);
});

test('every command explains itself with examples and exit codes', async (t) => {
  const cwd = scratch(t);
  const help = await callwarden(cwd, ['--help']);
  assert.equal(help.code, 0);
  const commands = [...help.out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
  assert.ok(commands.length >= 12, help.out);
  for (const name of commands.filter((command) => command !== 'help')) {
    const { code, out } = await callwarden(cwd, [name, '--help']);
    assert.equal(code, 0, name);
    assert.match(out, /Examples:\n {2}\$ callwarden /, name);
    assert.match(out, /Exit codes: 0 /, name);
  }
  const unknown = await callwarden(cwd, ['analise']);
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /unknown command 'analise'/);
});
