import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { AccountView } from '../../contracts/access.ts';
import { LedgerEntry } from '../../contracts/ledger.ts';
import { forged, tamperWithFile } from '../services/review-api/ledger/support/tampering.ts';
import { callwarden, scratch } from './support/callwarden.ts';

const PASSWORD = /sign in as (\S+) with the password (\S+)/;
const Verdict = z.object({
  entries: z.int(),
  damage: z.object({ seq: z.int(), kind: z.string(), detail: z.string() }).nullable(),
});

test('accounts are made and mended on the machine, and the ledger has it; tampering ends in exit code 1', async (t) => {
  const cwd = scratch(t);
  const run = (...args: string[]) => callwarden(cwd, args);
  const made = await run(
    'accounts',
    'create',
    'wang.fang',
    '--role',
    'officer',
    '--name',
    '王芳',
    '--agency',
    'agency-1',
  );
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, PASSWORD);
  assert.equal((await run('accounts', 'create', 'wang.fang', '--role', 'officer')).code, 1);
  const collector = await run('accounts', 'create', 'zhang.wei', '--role', 'collector');
  assert.equal(collector.code, 2, 'a collector needs --collector');
  assert.match(collector.err, /collectorId/);
  assert.equal((await run('accounts', 'create', 'admin', '--role', 'admin')).code, 0);
  const reset = await run('accounts', 'reset-password', 'wang.fang');
  assert.notEqual(PASSWORD.exec(reset.out)?.[2], PASSWORD.exec(made.out)?.[2]);
  assert.equal((await run('accounts', 'disable', 'admin')).code, 1, 'the last admin stays');
  assert.equal((await run('accounts', 'disable', 'wang.fang')).code, 0);
  assert.equal((await run('accounts', 'reset-password', 'nobody')).code, 1);
  const listed = (await run('accounts', 'list', '--json')).out.trim().split('\n');
  const accounts = listed.map((line) => AccountView.parse(JSON.parse(line)));
  assert.deepEqual(
    accounts.map(({ username, disabled, scope }) => [username, disabled, scope.agencies]),
    [
      ['admin', false, null],
      ['wang.fang', true, ['agency-1']],
    ],
  );

  const entriesOf = async (...filters: string[]) =>
    (await run('audit', 'list', '--json', ...filters)).out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => LedgerEntry.parse(JSON.parse(line)));
  const entries = await entriesOf();
  assert.deepEqual(
    entries.map(({ seq, object }) => [seq, object.id]),
    [
      [4, 'wang.fang'],
      [3, 'wang.fang'],
      [2, 'admin'],
      [1, 'wang.fang'],
    ],
  );
  assert.match(entries[0]?.actor.id ?? '', /^cli:./);
  assert.equal((await entriesOf('--object-id', 'admin', '--action', 'account_change')).length, 1);
  assert.equal((await entriesOf('--action', 'login')).length, 0);
  assert.equal((await run('audit', 'list', '--action', 'nonsense')).code, 2);
  assert.ok(
    !JSON.stringify(entries).includes(PASSWORD.exec(made.out)?.[2] ?? '-'),
    'no password in the ledger',
  );

  const sound = await run('audit', 'verify');
  assert.equal(sound.code, 0, sound.err);
  const head = /the end is (\S+)/.exec(sound.out)?.[1] ?? '';
  assert.equal((await run('audit', 'verify', '--head', head)).code, 0);
  assert.equal((await run('audit', 'verify', '--head', head.replace('4:', '5:'))).code, 1);
  assert.equal((await run('audit', 'verify', '--head', 'nonsense')).code, 2);

  const tampering = tamperWithFile(join(cwd, 'data/records.sqlite'));
  const second = await tampering.get(2);
  await tampering.put(2, forged(second, { actor: { id: 'somebody', role: 'admin' } }));
  await tampering.close();
  const found = await run('audit', 'verify', '--json');
  assert.equal(found.code, 1);
  const { damage } = Verdict.parse(JSON.parse(found.out));
  assert.deepEqual([damage?.seq, damage?.kind], [2, 'changed']);
  assert.match((await run('audit', 'verify')).out, /^entry 2: changed: .*\nsound up to 1:/);
});
