import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LEDGER_GENESIS, LedgerEntry, LedgerHead, ledgerHash } from '../../../../contracts/ledger.ts';
import { createLedger } from '../../../../services/review-api/ledger/create-ledger.ts';
import { createLedgerSeal } from '../../../../services/review-api/ledger/ledger-seal.ts';
import { verifyLedger } from '../../../../services/review-api/ledger/verify-ledger.ts';
import { LEDGER_SECRET, openLedgerFile } from './support/ledger-file.ts';

const read = (id: string) => ({
  actor: { id: 'wang.fang', role: 'officer' },
  action: 'call_read' as const,
  object: { kind: 'call', id },
});

test('facts are chained, sealed and read back', async (t) => {
  const { ledger, store } = await openLedgerFile(t);
  const first = await ledger.append({
    ...read('call-1'),
    reason: '投诉',
    after: { seen: undefined, turns: 3 },
  });
  const second = await ledger.append(read('call-2'));
  assert.equal(first.prevHash, LEDGER_GENESIS);
  assert.deepEqual(first.after, { turns: 3 });
  assert.equal(second.prevHash, first.hash);
  assert.equal(second.seq, 2);
  assert.equal(ledgerHash(second), second.hash);
  const seal = createLedgerSeal([LEDGER_SECRET]);
  assert.equal(seal.check(second.hash, second.seal), 'right');
  assert.deepEqual(await ledger.read({ limit: 10 }), [first, second]);
  assert.deepEqual(await ledger.read({ limit: 10, filter: { objectId: 'call-2' } }), [second]);
  assert.deepEqual(await ledger.read({ limit: 1, order: 'newest', after: 2 }), [first]);
  await ledger.settle();
  const head = LedgerHead.parse((await store.getDocument('ledger-head', 'head'))?.body);
  assert.deepEqual([head.seq, head.hash], [2, second.hash]);
});

test('a fact told many times, by two processes, is appended once', async (t) => {
  const { ledger, another } = await openLedgerFile(t);
  const other = await another();
  const fact = { ...read('call-1'), factId: 'event-1' };
  const told = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? ledger : other).append(fact)),
  );
  assert.equal(new Set(told.map(({ hash }) => hash)).size, 1);
  assert.equal((await ledger.append(fact)).seq, 1);
  assert.equal((await ledger.read({ limit: 10 })).length, 1);
});

test('a hundred writers in two processes make one chain and lose nothing', async (t) => {
  const { ledger, another, store } = await openLedgerFile(t);
  const other = await another();
  const made = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      (index % 2 === 0 ? ledger : other).append(read(`call-${index}`)),
    ),
  );
  await ledger.settle();
  await other.settle();
  assert.deepEqual(
    made.map(({ seq }) => seq).sort((a, b) => a - b),
    Array.from({ length: 100 }, (_, index) => index + 1),
  );
  const verdict = await verifyLedger({ store, seal: createLedgerSeal([LEDGER_SECRET]) });
  assert.equal(verdict.damage, null);
  assert.equal(verdict.entries, 100);
  assert.deepEqual(new Set((await ledger.read({ limit: 200 })).map(({ object }) => object.id)).size, 100);
});

test('a fault of the store is told to the caller, and the next append goes on', async (t) => {
  const { store } = await openLedgerFile(t);
  let faults = 1;
  const ledger = createLedger({
    store: {
      ...store,
      async appendEntries(entries) {
        // Written, and the answer lost.
        const answer = await store.appendEntries(entries);
        if (faults > 0) {
          faults -= 1;
          throw new Error('connection lost');
        }
        return answer;
      },
    },
    now: () => new Date(),
    secrets: [LEDGER_SECRET],
  });
  await assert.rejects(ledger.append({ ...read('call-1'), factId: 'event-1' }), /connection lost/);
  assert.equal((await ledger.append({ ...read('call-1'), factId: 'event-1' })).seq, 1);
  assert.equal((await ledger.append(read('call-2'))).seq, 2);
});

test('a fact that breaks the contract is refused', async (t) => {
  const { ledger } = await openLedgerFile(t);
  await assert.rejects(ledger.append({ ...read('call-1'), after: 'x'.repeat(140_000) }), {
    name: 'ZodError',
  });
  await assert.rejects(ledger.append({ ...read('call-1'), actor: { id: '', role: 'officer' } }), {
    name: 'ZodError',
  });
  assert.equal((await ledger.append(read('call-1'))).seq, 1);
});

test('a new secret goes on with the ledger, and the former one proves what it sealed', async (t) => {
  const { ledger, store, another } = await openLedgerFile(t);
  await ledger.append(read('call-1'));
  const renewed = await another(['another secret of thirty-two letters', LEDGER_SECRET]);
  const second = await renewed.append(read('call-2'));
  await renewed.settle();
  assert.equal(LedgerEntry.parse(second).seq, 2);
  const both = createLedgerSeal(['another secret of thirty-two letters', LEDGER_SECRET]);
  assert.equal((await verifyLedger({ store, seal: both })).damage, null);
  const onlyNew = createLedgerSeal(['another secret of thirty-two letters']);
  const verdict = await verifyLedger({ store, seal: onlyNew });
  assert.deepEqual([verdict.damage?.seq, verdict.damage?.kind], [1, 'unknown_key']);
});
