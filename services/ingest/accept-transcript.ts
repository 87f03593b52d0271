import { z } from 'zod';
import type { RejectDetail } from '../../contracts/rejected.ts';
import { Transcript } from '../../contracts/transcript.ts';
import { explainIssue } from '../../platform/validation/explain-issue.ts';
import type { IngestRejectCode } from './sources/source.ts';
import { findUnknownFields, warnOfUnknownFields } from './unknown-fields.ts';

/** What became of a value that should be a transcript. */
export type Acceptance =
  | {
      readonly status: 'accepted';
      readonly transcript: Transcript;
      readonly warnings: readonly RejectDetail[];
    }
  | {
      readonly status: 'rejected';
      readonly code: IngestRejectCode;
      readonly details: readonly RejectDetail[];
      readonly warnings: readonly RejectDetail[];
      /** The call it names, where that much can be read. */
      readonly callId: string | null;
      readonly revision: number | null;
    };

/** Faults that are told; what comes after is only counted. */
const MAX_DETAILS = 20;

/** Checks a parsed JSON value against the contract. Unknown fields are warnings, everything else wrong refuses it. */
export function acceptTranscript(value: unknown): Acceptance {
  const unknown = findUnknownFields(value);
  const parsed = Transcript.safeParse(value);
  if (parsed.success) {
    return { status: 'accepted', transcript: parsed.data, warnings: warnOfUnknownFields(unknown) };
  }
  const { issues } = parsed.error;
  const details = issues.slice(0, MAX_DETAILS).map((issue) => explainIssue(issue, value, unknown));
  if (issues.length > MAX_DETAILS) {
    details.push({ field: '$', reason: `has ${issues.length - MAX_DETAILS} more faults` });
  }
  return {
    status: 'rejected',
    code: 'schema',
    details,
    warnings: warnOfUnknownFields(unknown),
    callId: CallName.safeParse(value).data?.callId ?? null,
    revision: CallRevision.safeParse(value).data?.revision ?? null,
  };
}

const CallName = z.object({ callId: Transcript.shape.callId });
const CallRevision = z.object({ revision: Transcript.shape.revision });
