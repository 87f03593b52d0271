import { z } from 'zod';
import { QueueSort } from '../../../contracts/queue.ts';
import type { SavedFilter, SavedFilterInput } from '../../../contracts/saved-filter.ts';
import { OffsetDateTime } from '../../../contracts/text.ts';
import { createKeptDocuments, type DocumentStore, type Kept } from '../kept-documents.ts';

const Body = z.strictObject({
  name: z.string(),
  owner: z.string(),
  filter: z.record(z.string(), z.unknown()),
  sort: QueueSort,
  shared: z.boolean(),
  savedAt: OffsetDateTime,
});
type Body = z.infer<typeof Body>;

export interface SavedFilters {
  /** One's own, then those that others share, by name. */
  visibleTo(owner: string): Promise<readonly SavedFilter[]>;
  /** Over the version that was seen; null when somebody (on another screen) was faster. */
  save(owner: string, name: string, input: SavedFilterInput): Promise<SavedFilter | null>;
  remove(owner: string, name: string): Promise<void>;
}

/** Filters of the queue under names, as documents of their owners. */
export function createSavedFilters(store: DocumentStore, now: () => Date): SavedFilters {
  const kind = 'queue-filter';
  const documents = createKeptDocuments<Body>(store, kind, Body);
  const idOf = (owner: string, name: string) => JSON.stringify([owner, name]);
  const viewOf = ({ version, body }: Kept<Body>): SavedFilter => ({ ...body, version });

  return {
    async visibleTo(owner) {
      const all = (await documents.list()).filter(({ body }) => body.owner === owner || body.shared);
      const rank = ({ body }: Kept<Body>) => (body.owner === owner ? 0 : 1);
      return all.toSorted((a, b) => rank(a) - rank(b) || (a.body.name < b.body.name ? -1 : 1)).map(viewOf);
    },
    async save(owner, name, { version, ...input }) {
      const body: Body = { name, owner, ...input, savedAt: now().toISOString() };
      const written = await store.putDocument(kind, idOf(owner, name), body, version);
      return written === null ? null : viewOf({ id: '', version: written, body });
    },
    remove: (owner, name) => documents.remove(idOf(owner, name)),
  };
}
