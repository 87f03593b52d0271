import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RecordStore } from '../../../../../platform/record-store/port.ts';
import { createLedger } from '../../../../../services/review-api/ledger/create-ledger.ts';
import type { LedgerDamage } from '../../../../../services/review-api/ledger/entry-damage.ts';
import { createLedgerSeal } from '../../../../../services/review-api/ledger/ledger-seal.ts';
import { type LedgerVerdict, verifyLedger } from '../../../../../services/review-api/ledger/verify-ledger.ts';
import { LEDGER_SECRET } from './ledger-file.ts';
import { forged, type Tampering } from './tampering.ts';

export interface TamperScene {
  readonly store: RecordStore;
  readonly tampering: Tampering;
}

const ENTRIES = 12;
const CASES: readonly {
  readonly name: string;
  readonly tamper: (tampering: Tampering, store: RecordStore) => Promise<void>;
  readonly found: readonly [seq: number, kind: LedgerDamage['kind']];
}[] = [
  {
    name: 'a reason that was reworded',
    tamper: async (t) => t.put(5, { ...(await t.get(5)), reason: 'something else' }),
    found: [5, 'changed'],
  },
  {
    name: 'an entry written anew with its hash',
    tamper: async (t) => t.put(5, forged(await t.get(5), { actor: { id: 'li.na', role: 'officer' } })),
    found: [5, 'changed'],
  },
  {
    name: 'the last entry written anew with its hash',
    tamper: async (t) => t.put(ENTRIES, forged(await t.get(ENTRIES), { reason: 'another' })),
    found: [ENTRIES, 'inserted'],
  },
  { name: 'an entry taken out', tamper: async (t) => t.remove(7), found: [7, 'removed'] },
  { name: 'the first entry taken out', tamper: async (t) => t.remove(1), found: [1, 'removed'] },
  {
    name: 'an entry put in between',
    tamper: async (t) => t.insert(4, forged(await t.get(4), { action: 'reveal' })),
    found: [4, 'inserted'],
  },
  {
    name: 'an entry added at the end',
    tamper: async (t) => {
      const last = await t.get(ENTRIES);
      await t.insert(ENTRIES + 1, forged(last, { seq: ENTRIES + 1, prevHash: last.hash }));
    },
    found: [ENTRIES + 1, 'inserted'],
  },
  {
    name: 'two entries swapped',
    tamper: async (t) => {
      const [third, ninth] = [await t.get(3), await t.get(9)];
      await t.put(3, ninth);
      await t.put(9, third);
    },
    found: [3, 'swapped'],
  },
  {
    name: 'the end cut off',
    tamper: async (t) => {
      for (const seq of [10, 11, 12]) await t.remove(seq);
    },
    found: [10, 'cut_off'],
  },
  {
    name: 'everything taken away',
    tamper: async (t) => {
      for (let seq = 1; seq <= ENTRIES; seq += 1) await t.remove(seq);
    },
    found: [1, 'cut_off'],
  },
  {
    name: 'the end cut off and its note set back without the key',
    tamper: async (t, store) => {
      await t.remove(ENTRIES);
      const { seq, hash, at } = await t.get(ENTRIES - 1);
      const note = await store.getDocument('ledger-head', 'head');
      await store.putDocument(
        'ledger-head',
        'head',
        { seq, hash, at, seal: 'aaaaaaaa.forged' },
        note?.version ?? 0,
      );
    },
    found: [ENTRIES, 'head_changed'],
  },
  {
    name: 'the end cut off and its note taken away',
    tamper: async (t, store) => {
      await t.remove(ENTRIES);
      await store.deleteDocument('ledger-head', 'head');
    },
    found: [ENTRIES, 'head_missing'],
  },
];

/** Every kind of tampering is found and named, on either store. */
export function tamperingContract(
  name: string,
  open: () => Promise<TamperScene>,
  skip: string | false = false,
): void {
  describe(`tampering with the ledger in ${name}`, { skip }, () => {
    for (const { name: what, tamper, found } of CASES)
      test(`${what} is found and named`, async () => {
        const { store, tampering } = await open();
        const heads = await filled(store);
        assert.equal((await verdictOn(store)).damage, null);
        await tamper(tampering, store);
        const verdict = await verdictOn(store);
        assert.deepEqual([verdict.damage?.seq, verdict.damage?.kind], found, JSON.stringify(verdict.damage));
        // Beside the entry that was put in, the true one may still stand.
        const soundUpTo = verdict.end?.seq ?? 0;
        assert.ok(soundUpTo === found[0] - 1 || (found[1] === 'inserted' && soundUpTo === found[0]));
        assert.deepEqual(verdict.end, heads[soundUpTo - 1] ?? null, 'all before it is sound');
        await tampering.close();
      });

    test('an earlier end that the key has signed is found by a witness only', async () => {
      const { store, tampering } = await open();
      const ledger = await filled(store);
      const early = await store.getDocument('ledger-head', 'head');
      await filled(store);
      const last = (await verdictOn(store)).end;
      assert.ok(last);
      for (let seq = ENTRIES + 1; seq <= 2 * ENTRIES; seq += 1) await tampering.remove(seq);
      const note = await store.getDocument('ledger-head', 'head');
      await store.putDocument('ledger-head', 'head', early?.body, note?.version ?? 0);
      assert.equal((await verdictOn(store)).damage, null);
      const seal = createLedgerSeal([LEDGER_SECRET]);
      const witnessed = await verifyLedger({ store, seal, witness: last });
      assert.deepEqual([witnessed.damage?.seq, witnessed.damage?.kind], [ENTRIES + 1, 'cut_off']);
      const other = await verifyLedger({ store, seal, witness: { seq: 3, hash: ledger[3]?.hash ?? '' } });
      assert.deepEqual([other.damage?.seq, other.damage?.kind], [3, 'witness_differs']);
      await tampering.close();
    });
  });
}

/** Appends entries one by one; answers the ends that the ledger had. */
async function filled(store: RecordStore): Promise<{ seq: number; hash: string }[]> {
  const ledger = createLedger({ store, now: () => new Date(), secrets: [LEDGER_SECRET] });
  const ends: { seq: number; hash: string }[] = [];
  for (let index = 1; index <= ENTRIES; index += 1) {
    const { seq, hash } = await ledger.append({
      actor: { id: 'wang.fang', role: 'officer' },
      action: 'call_read',
      object: { kind: 'call', id: `call-${index}` },
      reason: '投诉',
    });
    ends.push({ seq, hash });
  }
  await ledger.settle();
  return ends;
}

function verdictOn(store: RecordStore): Promise<LedgerVerdict> {
  return verifyLedger({ store, seal: createLedgerSeal([LEDGER_SECRET]) });
}
