import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OpenStore } from './store-under-test.ts';

export function documentsContract(open: OpenStore): void {
  describe('kept documents', () => {
    test('are made, replaced, listed and deleted by version', async () => {
      const { store } = await open();
      const body = { name: '林经理', roles: ['lead'], since: null };
      assert.equal(await store.getDocument('account', 'lin'), null);
      assert.equal(await store.putDocument('account', 'lin', body, 0), 1);
      assert.deepEqual(await store.getDocument('account', 'lin'), { id: 'lin', version: 1, body });
      assert.equal(await store.putDocument('account', 'lin', body, 0), null);
      assert.equal(await store.putDocument('account', 'lin', { name: '林' }, 2), null);
      assert.equal(await store.putDocument('account', 'lin', { name: '林' }, 1), 2);
      assert.deepEqual(await store.listDocuments('account'), [
        { id: 'lin', version: 2, body: { name: '林' } },
      ]);
      await store.deleteDocument('account', 'lin');
      await store.deleteDocument('account', 'lin');
      assert.equal(await store.getDocument('account', 'lin'), null);
      assert.equal(await store.putDocument('account', 'lin', body, 2), null);
      assert.equal(await store.putDocument('account', 'lin', body, 0), 1);
    });

    test('hold any JSON, and kinds do not mix', async () => {
      const { store, another } = await open();
      const bodies = [null, 7, 'text', [1, 'a', null], { deep: { a: [{}] } }, { deep: 'now a text' }];
      for (const [index, body] of bodies.entries()) await store.putDocument('any', `id-${index}`, body, 0);
      await store.putDocument('an', 'y:id-0', 'other', 0);
      await store.putDocument('other', `${'长'.repeat(300)}`, 'long id', 0);
      const listed = await (await another()).listDocuments('any');
      assert.deepEqual(
        listed,
        bodies.map((body, index) => ({ id: `id-${index}`, version: 1, body })),
      );
      assert.equal((await store.getDocument('other', '长'.repeat(300)))?.body, 'long id');
      assert.deepEqual((await store.getDocument('an', 'y:id-0'))?.body, 'other');
    });

    test('of many writers over one version one wins', async () => {
      const { store, another } = await open();
      const stores = [store, await another()];
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          stores[index % 2]?.putDocument('lease', 'x', { by: index }, 0),
        ),
      );
      assert.deepEqual(
        made.filter((version) => version !== null),
        [1],
      );
      const replaced = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          stores[index % 2]?.putDocument('lease', 'x', { by: index }, 1),
        ),
      );
      assert.deepEqual(
        replaced.filter((version) => version !== null),
        [2],
      );
      assert.deepEqual((await store.getDocument('lease', 'x'))?.body, { by: replaced.indexOf(2) });
    });
  });
}
