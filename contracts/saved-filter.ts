import { z } from 'zod';
import { QueueFilter, QueueSort } from './queue.ts';
import { OffsetDateTime, PlainText } from './text.ts';

export const FilterName = PlainText.pipe(z.string().trim().min(1, 'must not be empty').max(100));

export const SavedFilterInput = z.strictObject({
  filter: QueueFilter,
  sort: QueueSort.default('priority'),
  /** Others see and use it too; only its owner changes it. */
  shared: z.boolean().default(false),
  /** 0: must not exist yet. */
  version: z.int().nonnegative(),
});
export type SavedFilterInput = z.infer<typeof SavedFilterInput>;

export const SavedFilter = z.strictObject({
  name: z.string(),
  owner: z.string(),
  /** A QueueFilter, its lists as arrays. */
  filter: z.record(z.string(), z.unknown()),
  sort: QueueSort,
  shared: z.boolean(),
  version: z.int(),
  savedAt: OffsetDateTime,
});
export type SavedFilter = z.infer<typeof SavedFilter>;

/** One's own, then those that others share. */
export const SavedFilterList = z.strictObject({ filters: z.array(SavedFilter) });
