import type { RejectCode, RejectDetail } from '../../../contracts/rejected.ts';

/** One item of a source, in order. */
export interface SourceItem {
  /** 0-based, counting items. */
  readonly index: number;
  /** 1-based line where the item begins. */
  readonly line: number;
  /** The original bytes; only their beginning when the item is too large to be held. */
  readonly raw: Uint8Array;
  readonly reading: Reading;
}

/** The codes that ingest gives; the others are the analyzer's. */
export type IngestRejectCode = Exclude<RejectCode, 'analysis_failed' | 'store_refused'>;

/** The JSON value of an item, or why there is none. */
export type Reading =
  | { readonly status: 'value'; readonly value: unknown }
  | {
      readonly status: 'unreadable';
      readonly code: IngestRejectCode;
      readonly details: readonly RejectDetail[];
    };

export interface ReadLimits {
  /** Bytes of one item; a larger one is skipped and told, never held in memory. */
  readonly maxItemBytes: number;
}

/** A format that transcripts come in: bytes in, items out, never more than an item in memory. */
export interface TranscriptSource {
  /** As written after --format. */
  readonly name: string;
  readonly contentTypes: readonly string[];
  /** Ends of file names that say this format, with the dot. */
  readonly extensions: readonly string[];
  /** Whether it may hold several transcripts. */
  readonly batch: boolean;
  /** Whether the beginning of the bytes (64 KiB or all) looks like this format. */
  recognises(head: Uint8Array): boolean;
  read(bytes: AsyncIterable<Uint8Array>, limits: ReadLimits): AsyncIterable<SourceItem>;
}
