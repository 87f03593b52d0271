import { z } from 'zod';
import { CallFilter, CallSort } from './call-search.ts';
import { PlainText } from './text.ts';

export const ExportFormat = z.enum(['csv', 'xlsx']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Calls in one file, at most; a larger result is to be parted by period. */
export const MOST_EXPORTED_CALLS = 100_000;

export const ExportSearch = CallFilter.extend({ sort: CallSort.default('newest') });
export type ExportSearch = z.infer<typeof ExportSearch>;

/** Asks for what a search finds, as a table; the ledger and the file itself keep who, when and why. */
export const ExportRequest = z.strictObject({
  query: ExportSearch,
  format: ExportFormat,
  reason: PlainText.pipe(z.string().trim().min(1, 'must not be empty; say why').max(1_000)),
  /** Only for csv: begins with a byte order mark, by which spreadsheet programs know UTF-8. */
  bom: z.boolean().default(true),
});
export type ExportRequest = z.infer<typeof ExportRequest>;
