import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { RejectDetail } from '../../contracts/rejected.ts';
import type { Transcript } from '../../contracts/transcript.ts';
import { acceptTranscript } from './accept-transcript.ts';
import type { IngestRejectCode, ReadLimits, SourceItem } from './sources/source.ts';

interface ItemPlace {
  readonly index: number;
  readonly line: number;
  readonly warnings: readonly RejectDetail[];
}

/** A transcript that can be published as it is. */
export interface AcceptedItem extends ItemPlace {
  readonly status: 'accepted';
  readonly callId: string;
  readonly revision: number;
  readonly key: string;
  /** The transcript as canonical JSON, defaults filled in, unknown fields left out. */
  readonly json: string;
}

/** An item that is no transcript, with its original bytes. */
export interface RejectedItem extends ItemPlace {
  readonly status: 'rejected';
  readonly callId: string | null;
  readonly revision: number | null;
  readonly code: IngestRejectCode;
  readonly details: readonly RejectDetail[];
  readonly raw: Uint8Array;
}

export type ItemOutcome = AcceptedItem | RejectedItem;

/** Decides about one item of a source. */
export function acceptItem({ index, line, raw, reading }: SourceItem, limits: ReadLimits): ItemOutcome {
  if (reading.status === 'unreadable') {
    const { code, details } = reading;
    return {
      status: 'rejected',
      index,
      line,
      raw,
      code,
      details,
      warnings: [],
      callId: null,
      revision: null,
    };
  }
  const acceptance = acceptTranscript(reading.value);
  if (acceptance.status === 'rejected') return { ...acceptance, index, line, raw };
  const { transcript, warnings } = acceptance;
  const { callId, revision } = transcript;
  const json = canonicalJson(transcript);
  const bytes = Buffer.byteLength(json);
  if (bytes > limits.maxItemBytes) {
    const details = [tooLarge(bytes, limits)];
    return { status: 'rejected', index, line, raw, code: 'too_large', details, warnings, callId, revision };
  }
  return { status: 'accepted', index, line, warnings, callId, revision, key: keyOf(transcript), json };
}

/** Calls of one debtor stay in order. Without a debtor the call itself is what keeps its revisions in order. */
const keyOf = (transcript: Transcript) => transcript.debtor?.id ?? transcript.callId;

const tooLarge = (bytes: number, { maxItemBytes }: ReadLimits): RejectDetail => ({
  field: '$',
  reason: `has ${bytes} bytes as it is stored, at most ${maxItemBytes} are taken`,
  mend: 'shorten it',
});
