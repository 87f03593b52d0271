import type { z } from 'zod';
import type { RecordStore } from '../../platform/record-store/port.ts';

export type DocumentStore = Pick<
  RecordStore,
  'getDocument' | 'listDocuments' | 'putDocument' | 'deleteDocument'
>;

export interface Kept<Body> {
  readonly id: string;
  readonly version: number;
  readonly body: Body;
}

/** The store's documents of one kind, checked as they come in. */
export interface KeptDocuments<Body> {
  get(id: string): Promise<Kept<Body> | null>;
  list(): Promise<readonly Kept<Body>[]>;
  /** False when there is one already. */
  create(id: string, body: Body): Promise<boolean>;
  /** Changes it as it stands now, whoever else changes it meanwhile; null from `change` leaves it. Null without one. */
  update(id: string, change: (body: Body) => Body | null): Promise<Kept<Body> | null>;
  remove(id: string): Promise<void>;
}

/** Clashes in a row that mean something other than bad luck. */
const MAX_CLASHES = 100;

/** Throws RecordStoreError, or ZodError for a document that this program can't have written. */
export function createKeptDocuments<Body>(
  store: DocumentStore,
  kind: string,
  schema: z.ZodType<Body>,
): KeptDocuments<Body> {
  async function get(id: string): Promise<Kept<Body> | null> {
    const found = await store.getDocument(kind, id);
    return found === null ? null : { ...found, body: schema.parse(found.body) };
  }

  return {
    get,
    async list() {
      const all = await store.listDocuments(kind);
      return all.map((found) => ({ ...found, body: schema.parse(found.body) }));
    },
    async create(id, body) {
      return (await store.putDocument(kind, id, body, 0)) !== null;
    },
    async update(id, change) {
      for (let clashes = 0; clashes < MAX_CLASHES; clashes += 1) {
        const found = await get(id);
        if (found === null) return null;
        const body = change(found.body);
        if (body === null) return found;
        const version = await store.putDocument(kind, id, body, found.version);
        if (version !== null) return { id, version, body };
      }
      throw new Error(`document of kind ${kind} changed ${MAX_CLASHES} times while it was being changed`);
    },
    remove: (id) => store.deleteDocument(kind, id),
  };
}
