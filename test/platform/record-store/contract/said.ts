import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { CallFilter } from '../../../../contracts/call-search.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import type { ScriptLine } from '../../../fixtures/stored-call-scripts.ts';
import { fill, find, foundIds, type OpenStore, type StoreUnderTest } from './store-under-test.ts';

/** A turn begins every four seconds. */
const CALLS: Readonly<Record<string, readonly ScriptLine[]>> = {
  early: [
    { by: 'collector', text: '本次通话录音，我找王伟' },
    { by: 'debtor', text: '我是，工资没发，没去单位' },
  ],
  late: [
    { by: 'collector', text: '喂' },
    { by: 'debtor', text: '录音吗' },
    { by: 'collector', text: '对，录音' },
  ],
  relative: [
    { by: 'collector', text: 'Your wages will be taken, at work, and nobody there will help' },
    { by: 'third_party', text: '他的工资今天明天后天都不会发到单位' },
    { by: 'third_party', text: '工资' },
    { by: 'collector', text: '单位 the debt is the debt' },
  ],
};

const ASKED: readonly (readonly [filter: CallFilter, calls: readonly string[]])[] = [
  [{ text: '录音', saidBy: ['collector'] }, ['early', 'late']],
  [{ text: '录音', saidBy: ['debtor'] }, ['late']],
  [{ text: '录音', saidBy: ['debtor', 'third_party'] }, ['late']],
  [{ text: '录音', saidWithinSeconds: 4 }, ['early']],
  [{ text: '录音', saidWithinSeconds: 5 }, ['early', 'late']],
  [{ text: '录音', saidBy: ['collector'], saidWithinSeconds: 8 }, ['early']],
  [{ text: '录音', saidBy: ['collector'], saidWithinSeconds: 9 }, ['early', 'late']],
  [{ text: '录音 王伟', saidBy: ['collector'] }, ['early']],
  [{ text: '录音 工资', saidBy: ['collector'] }, []],
  [{ saidBy: ['third_party'] }, ['relative']],
  [{ saidBy: ['third_party'], saidWithinSeconds: 4 }, []],
  [{ saidWithinSeconds: 1 }, ['early', 'late', 'relative']],
  [{ text: '"工资 单位"~4' }, ['early']],
  [{ text: '"单位 工资"~4' }, ['early']],
  [{ text: '“工资 单位”～4' }, ['early']],
  [{ text: '"工资 单位"~3' }, []],
  [{ text: '"工资 单位"~11' }, ['early', 'relative']],
  [{ text: '"工资 单位"~10' }, ['early']],
  [{ text: '"工资 单位"~11', saidBy: ['third_party'] }, ['relative']],
  [{ text: '"工资 单位"~11', saidBy: ['collector'] }, []],
  [{ text: '"工资 单位"~11', saidWithinSeconds: 4 }, []],
  [{ text: '"工资 the"~50' }, []],
  [{ text: '"工资 the"~9999' }, []],
  [{ text: '"wages work"~4' }, ['relative']],
  [{ text: '"wages work"~3' }, []],
  [{ text: '"work nobody wages"~4' }, []],
  [{ text: '"work nobody wages"~5' }, ['relative']],
  [{ text: '"debt the"~0' }, ['relative']],
  [{ text: '"debt debt"~0' }, ['relative']],
  [{ text: '"wages work"~4 录音' }, []],
  [{ text: '"!! %"~4' }, []],
];

export function saidContract(open: OpenStore): void {
  describe('who said it, when, and how near', () => {
    let opened: StoreUnderTest;
    before(async () => {
      opened = await open();
      const calls = Object.entries(CALLS).map(([callId, lines]) =>
        storedCall({ callId, script: { language: 'zh-CN', lines }, sampled: true }),
      );
      await fill(opened, [...calls, storedCall({ callId: 'unkept', says: ['录音工资单位'] })]);
    });

    for (const [filter, calls] of ASKED)
      test(`${JSON.stringify(filter)} finds ${calls.join(', ') || 'no call'}`, async () => {
        const found = (await foundIds(opened.store, filter)).toSorted();
        assert.deepEqual(found, calls);
        assert.equal((await find(opened.store, { ...filter, limit: 1 })).total, calls.length);
        const counted = (await opened.store.facets(filter)).agency?.[0]?.calls ?? 0;
        assert.equal(counted, calls.length);
      });

    test('highlights stand in the turns asked for only', async () => {
      const shown = async (filter: CallFilter) =>
        (await find(opened.store, filter)).hits
          .flatMap(({ highlights }) => highlights)
          .map(({ turn, text, ranges }) => [turn, ...ranges.map(([start, end]) => text.slice(start, end))]);
      assert.deepEqual(await shown({ text: '录音', saidBy: ['debtor'] }), [[1, '录音']]);
      assert.deepEqual(await shown({ text: '"单位 工资"~4' }), [[1, '工资', '单位']]);
      assert.deepEqual(await shown({ saidBy: ['third_party'] }), []);
    });

    test('goes by relevance, too', async () => {
      const asked = { text: '录音', saidBy: ['collector' as const], sort: 'relevance' as const };
      const { hits } = await find(opened.store, asked);
      assert.deepEqual(
        hits.map(({ record }) => record.callId),
        ['late', 'early'],
      );
    });
  });
}
