import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import exceljs from 'exceljs';
import { type Cell, EXPORT_COLUMNS, type ExportedCall } from './export-columns.ts';

/** Characters that a cell of the format can hold. */
const LONGEST_CELL = 32_767;

export interface XlsxParts {
  readonly header: readonly (readonly [string, Cell])[];
  readonly pages: AsyncIterable<readonly ExportedCall[]>;
}

/**
 * A workbook while it is written: the search on the first sheet, the calls on the second. Texts are kept as texts,
 * never as formulas. A fault destroys the stream.
 */
export function xlsxFile(parts: XlsxParts): Readable {
  const file = new PassThrough();
  write(file, parts).catch((error: unknown) =>
    file.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return file;
}

async function write(file: PassThrough, { header, pages }: XlsxParts): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: file, useStyles: true });
  const search = book.addWorksheet('Search 检索');
  search.columns = [{ width: 28 }, { width: 100 }];
  for (const [name, value] of header) search.addRow([name, fitting(value)]).commit();
  search.commit();
  const calls = book.addWorksheet('Calls 通话', { views: [{ state: 'frozen', ySplit: 1 }] });
  calls.columns = EXPORT_COLUMNS.map(({ title, width }) => ({ header: title, width }));
  for await (const page of pages) {
    for (const call of page) calls.addRow(EXPORT_COLUMNS.map(({ cell }) => fitting(cell(call)))).commit();
    await untilRead(file);
    // Whoever asked has gone.
    if (file.destroyed) return;
  }
  calls.commit();
  await book.commit();
}

async function untilRead(file: PassThrough): Promise<void> {
  if (file.destroyed || !file.writableNeedDrain) return;
  const settled = new AbortController();
  const { signal } = settled;
  const ends = ['drain', 'close'].map((name) => once(file, name, { signal }).catch(() => undefined));
  await Promise.race(ends);
  settled.abort();
}

const fitting = (value: Cell) => (typeof value === 'string' ? value.slice(0, LONGEST_CELL) : value);
