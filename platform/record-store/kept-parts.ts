import { type StoredCall, StoredFinding } from '../../contracts/call-record.ts';
import { CallWork } from '../../contracts/call-work.ts';
import type { ReviewedParts } from './queue-port.ts';

/** The call with changed reviews and work. Guards the store against a caller's mistake: throws ZodError or RangeError. */
export function keptParts(call: StoredCall, { findings, work }: ReviewedParts): StoredCall {
  for (const stored of findings) StoredFinding.parse(stored);
  const ids = new Set(findings.map(({ finding }) => finding.id));
  if (ids.size !== findings.length || call.findings.some(({ finding }) => !ids.has(finding.id)))
    throw new RangeError('a change of reviews keeps every finding and names none twice');
  const { work: _before, ...rest } = call;
  return { ...rest, findings: [...findings], ...(work !== undefined && { work: CallWork.parse(work) }) };
}
