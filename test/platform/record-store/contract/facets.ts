import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StoredCall } from '../../../../contracts/call-record.ts';
import { FACETS, type FacetName } from '../../../../contracts/call-search.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { storedCalls } from '../../../fixtures/stored-calls.ts';
import { fill, type OpenStore } from './store-under-test.ts';

/** The values of one call, by facet. */
const valuesOf = ({ record, findings }: StoredCall): Record<FacetName, readonly (string | null)[]> => {
  const active = findings.filter(({ finding }) => finding.status === 'active');
  return {
    category: active.map(({ finding }) => finding.category),
    severity: active.map(({ finding }) => finding.severity),
    rule: active.map(({ finding }) => finding.ruleId),
    outcome: active.map(({ finding }) => finding.outcome),
    reviewState: active.map(({ review }) => review.state),
    language: [record.language],
    agency: [record.agency],
    collector: [record.collectorId],
  };
};

function counted(calls: readonly StoredCall[], facet: FacetName) {
  const counts = new Map<string, number>();
  for (const call of calls) {
    for (const value of new Set(valuesOf(call)[facet])) {
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, number]) => ({ value, calls: number }))
    .toSorted((a, b) => b.calls - a.calls || (a.value < b.value ? -1 : 1))
    .slice(0, 50);
}

export function facetsContract(open: OpenStore): void {
  describe('facets', () => {
    test('count calls per value within a filter', async () => {
      const opened = await open();
      const calls = storedCalls({ count: 300 });
      await fill(opened, calls);
      const all = await opened.store.facets({});
      const some = await opened.store.facets({ category: ['threat'], language: ['zh-CN'] });
      const threatened = calls.filter(
        (call) => call.record.language === 'zh-CN' && valuesOf(call).category.includes('threat'),
      );
      for (const facet of FACETS) {
        assert.deepEqual(all[facet], counted(calls, facet));
        assert.deepEqual(some[facet], counted(threatened, facet));
      }
    });

    test('show the fifty most frequent values', async () => {
      const opened = await open();
      const calls = Array.from({ length: 120 }, (_, index) =>
        storedCall({ callId: `call-${index}`, collector: { id: `col-${index % 70}` }, says: ['您好'] }),
      );
      await fill(opened, calls);
      const { collector, agency } = await opened.store.facets({});
      assert.deepEqual(collector, counted(calls, 'collector'));
      assert.equal(collector.length, 50);
      assert.deepEqual(agency, []);
    });

    test('of an empty store are empty', async () => {
      const { store } = await open();
      assert.deepEqual(await store.facets({}), Object.fromEntries(FACETS.map((facet) => [facet, []])));
    });
  });
}
