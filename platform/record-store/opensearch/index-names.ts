import { createHash } from 'node:crypto';

export type Family = 'calls' | 'findings';

/** Names of indices and aliases under a prefix. */
export interface IndexNames {
  /** Alias over all months of a family: what is searched. */
  all(family: Family): string;
  /** `<prefix>calls-2026.11` for month 2026-11. */
  month(family: Family, month: string): string;
  /** Alias of one month that is written to with require_alias: a missing month is then an error, never an index made by itself. */
  writing(family: Family, month: string): string;
  readonly documents: string;
  readonly documentsIndex: string;
  readonly ledger: string;
  readonly ledgerIndex: string;
}

export function indexNames(prefix: string): IndexNames {
  const month = (family: Family, of: string) => `${prefix}${family}-${of.replace('-', '.')}`;
  return {
    all: (family) => `${prefix}${family}`,
    month,
    writing: (family, of) => `${month(family, of)}-write`,
    documents: `${prefix}documents`,
    documentsIndex: `${prefix}documents-1`,
    ledger: `${prefix}ledger`,
    ledgerIndex: `${prefix}ledger-1`,
  };
}

/** 2026-11 of `…calls-2026.11`. */
export function monthOfIndex(index: string): string {
  return index.slice(-7).replace('.', '-');
}

const LONGEST_ID_BYTES = 512;

/** The `_id` of what the outside calls `id`: OpenSearch refuses a whole bulk for one id over 512 bytes. */
export function documentId(id: string): string {
  if (Buffer.byteLength(id) <= LONGEST_ID_BYTES) return id;
  return `sha256:${createHash('sha256').update(id).digest('base64url')}`;
}

/** The month before (-1) or after (1), YYYY-MM. */
export function monthBeside(month: string, step: -1 | 1): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + step);
  return date.toISOString().slice(0, 7);
}
