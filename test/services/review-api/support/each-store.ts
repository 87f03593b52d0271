import { after, describe, type TestContext } from 'node:test';
import type { StoredCall } from '../../../../contracts/call-record.ts';
import {
  type OpenSearchUnderTest,
  openSearchUnderTest,
} from '../../../platform/record-store/fixtures/opensearch-under-test.ts';
import { sharedOrSkip } from '../../../servers/require.ts';
import { sharedServer } from '../../../servers/shared.ts';
import { type ApiScene, type SceneOptions, startApi } from './api-scene.ts';

export interface StoreScene extends ApiScene {
  /** Writes calls as the analyzer would, and waits until searches see them. */
  fill(...calls: readonly StoredCall[]): Promise<void>;
}

export type OpenScene = (t: TestContext, options?: SceneOptions) => Promise<StoreScene>;

/** Runs the same tests of the API over SQLite and over a real OpenSearch. */
export async function eachStore(name: string, tests: (open: OpenScene) => void): Promise<void> {
  describe(`${name}, on SQLite`, () =>
    tests(async (t, options) => {
      const scene = await startApi(t, options);
      return {
        ...scene,
        async fill(...calls) {
          await scene.store.writeCalls(calls);
        },
      };
    }));
  describe(`${name}, on OpenSearch`, { skip: await sharedOrSkip('opensearch') }, () => {
    let server: OpenSearchUnderTest | undefined;
    after(() => server?.clear());
    tests(async (t, options) => {
      server ??= openSearchUnderTest(await sharedServer('opensearch'), 'review');
      const { store, settle } = await server.open();
      const scene = await startApi(t, { ...options, givenStore: store });
      return {
        ...scene,
        async fill(...calls) {
          await store.writeCalls(calls);
          await settle();
        },
      };
    });
  });
}
