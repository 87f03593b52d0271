import { type Cell, EXPORT_COLUMNS, type ExportedCall } from './export-columns.ts';

/** What a spreadsheet program would take as the start of a formula, also behind spaces. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;
const LINE_END = '\r\n';
export const BYTE_ORDER_MARK = '\uFEFF';

/** One cell as RFC 4180 has it; a text that could be run as a formula gets an apostrophe before it. */
export function csvCell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return /["\r\n,;]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

const line = (cells: readonly Cell[]) => `${cells.map(csvCell).join(',')}${LINE_END}`;

export interface CsvParts {
  readonly bom: boolean;
  /** Name and value. */
  readonly header: readonly (readonly [string, Cell])[];
  readonly pages: AsyncIterable<readonly ExportedCall[]>;
}

/**
 * The header as comment rows, the titles, one row a call, and a last comment row with how many there were: a file
 * without it was cut off.
 */
export async function* csvText({ bom, header, pages }: CsvParts): AsyncGenerator<string> {
  if (bom) yield BYTE_ORDER_MARK;
  yield header.map(([name, value]) => line([`# ${name}`, value])).join('');
  yield line(EXPORT_COLUMNS.map(({ title }) => title));
  let rows = 0;
  for await (const page of pages) {
    rows += page.length;
    yield page.map((call) => line(EXPORT_COLUMNS.map(({ cell }) => cell(call)))).join('');
  }
  yield line(['# end 结束', rows]);
}
