import { StoredCall } from '../../contracts/call-record.ts';
import { ExternalId } from '../../contracts/text.ts';

/** UTF-8 bytes of one outcome as JSON. A call of five hours has about a tenth of it. */
export const MAX_CALL_BYTES = 16 * 1024 * 1024;

export type CheckedOutcome =
  | { readonly ok: true; readonly call: StoredCall }
  | { readonly ok: false; readonly reason: string };

/**
 * Lets into a store only what it can give back: the contract holds, the parts belong together, the size is bearable.
 * Reasons name fields, never their values.
 */
export function checkOutcome(outcome: unknown): CheckedOutcome {
  const parsed = StoredCall.safeParse(outcome);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, reason: `schema: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  }
  const reason = contradiction(parsed.data) ?? oversize(parsed.data);
  return reason === null ? { ok: true, call: parsed.data } : { ok: false, reason };
}

function contradiction({ record, transcript, findings }: StoredCall): string | null {
  if (!ExternalId.safeParse(record.callId).success) return 'schema: record.callId: is no identifier';
  const start = new Date(record.startedAt);
  if (record.startedAtMs !== start.getTime()) return 'inconsistent: record.startedAtMs is not startedAt';
  if (record.month !== start.toISOString().slice(0, 7))
    return 'inconsistent: record.month is not of startedAt';
  if (transcript !== null && transcript.callId !== record.callId) {
    return 'inconsistent: transcript.callId is of another call';
  }
  if (findings.some(({ finding }) => finding.callId !== record.callId)) {
    return 'inconsistent: a finding is of another call';
  }
  const ids = new Set(findings.map(({ finding }) => finding.id));
  return ids.size === findings.length ? null : 'inconsistent: two findings have one id';
}

function oversize(call: StoredCall): string | null {
  const bytes = Buffer.byteLength(JSON.stringify(call));
  return bytes <= MAX_CALL_BYTES ? null : `too_large: ${bytes} bytes, at most ${MAX_CALL_BYTES} are kept`;
}
