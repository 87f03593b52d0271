import { z } from 'zod';
import { RecordStoreError } from '../port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import type { IndexNames } from './index-names.ts';
import type { Requests } from './requests.ts';

const Settings = z.record(z.string(), z.object({ settings: z.record(z.string(), z.unknown()) }));

/**
 * RecordStore.ping over OpenSearch: rejects when no node answers, when a disk is at its flood stage, or when an
 * operator has blocked writes to the documents or the newest month (older months may be read-only on purpose).
 */
export function createPing(requests: Requests, names: IndexNames) {
  return async function ping(): Promise<void> {
    const indices = [names.documentsIndex, `${names.all('calls')}-*`].join(',');
    const answer = await requests.send(
      { method: 'GET', path: [indices, '_settings', 'index.blocks.*'], query: { flat_settings: true } },
      Settings,
    );
    if (!answer.ok) throw unexpectedRefusal('ping', answer);
    const settings = new Map(Object.entries(answer.body).map(([index, { settings: of }]) => [index, of]));
    for (const [index, of] of settings) {
      if (of['index.blocks.read_only_allow_delete'] === 'true') throw blocked('STORE_FULL', index);
    }
    const months = [...settings.keys()].filter((index) => index !== names.documentsIndex).toSorted();
    for (const index of [names.documentsIndex, ...months.slice(-1)]) {
      const of = settings.get(index);
      if (of?.['index.blocks.write'] === 'true' || of?.['index.blocks.read_only'] === 'true') {
        throw blocked('STORE_READ_ONLY', index);
      }
    }
  };
}

function blocked(code: 'STORE_FULL' | 'STORE_READ_ONLY', index: string): RecordStoreError {
  return new RecordStoreError(code, `index ${index} takes no writes`, { retriable: true });
}
