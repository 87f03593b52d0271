import { createHash } from 'node:crypto';
import type { Analysis } from '../../contracts/analysis.ts';
import type { CallRecord, StoredCall } from '../../contracts/call-record.ts';
import type { Finding } from '../../contracts/finding.ts';
import { NEW_REVIEW } from '../../contracts/review.ts';
import type { Transcript } from '../../contracts/transcript.ts';
import { isEffectiveContact } from './engine/engine.ts';
import { jurisdictionOf } from './engine/jurisdiction.ts';
import { scoringOf } from './scoring/record-scoring.ts';

/** The random sample of unflagged calls that goes to blind review: which calls is decided by seed and id alone. */
export interface Sampling {
  /** 0 to 1. */
  readonly rate: number;
  readonly seed: string;
}

export function isSampled(callId: string, { rate, seed }: Sampling): boolean {
  return createHash('sha256').update(`${seed}\0${callId}`).digest().readUInt32BE(0) < rate * 2 ** 32;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)].sort();

/** Shadow findings are measured, never shown: they don't flag a call. */
const shown = (findings: readonly Finding[]) => findings.filter(({ status }) => status === 'active');

/** What is kept of an analysed call: always the compact record; transcript and facts where flagged or sampled. */
export function callOutcome(transcript: Transcript, analysis: Analysis, sampling: Sampling): StoredCall {
  const flags = shown(analysis.findings);
  const flagged = flags.some(({ outcome }) => outcome !== 'undecidable');
  const sampled = !flagged && isSampled(transcript.callId, sampling);
  const isKept = flagged || sampled || flags.length > 0;
  return {
    record: recordOf(transcript, analysis, flags, { flagged, sampled }),
    transcript: isKept ? transcript : null,
    facts: isKept ? analysis.facts : null,
    findings: analysis.findings.map((finding) => ({ finding, review: NEW_REVIEW, superseded: false })),
  };
}

function recordOf(
  call: Transcript,
  analysis: Analysis,
  flags: readonly Finding[],
  { flagged, sampled }: { readonly flagged: boolean; readonly sampled: boolean },
): CallRecord {
  const startedAtMs = Date.parse(call.startedAt);
  const breaches = flags.filter(({ outcome }) => outcome === 'violation');
  const count = (severity: Finding['severity']) =>
    breaches.filter((finding) => finding.severity === severity).length;
  const severities = (['redline', 'serious', 'minor'] as const).filter((severity) =>
    flags.some((finding) => finding.severity === severity && finding.outcome !== 'undecidable'),
  );
  return {
    callId: call.callId,
    revision: call.revision,
    month: new Date(startedAtMs).toISOString().slice(0, 7),
    startedAt: call.startedAt,
    startedAtMs,
    durationMs: analysis.measures.durationMs,
    direction: call.direction,
    channel: call.channel,
    language: call.language,
    jurisdiction: jurisdictionOf(call),
    timeZone: call.timeZone ?? null,
    collectorId: call.collector.id,
    team: call.collector.team ?? null,
    agency: call.collector.agency ?? null,
    debtorId: call.debtor?.id ?? null,
    caseId: call.debt?.caseId ?? null,
    numberHash: call.line?.numberHash ?? null,
    partyReached: analysis.facts.turns.at(-1)?.party ?? 'unverified',
    effectiveContact: isEffectiveContact(call),
    transcriptHash: analysis.transcriptHash,
    rulebookHash: analysis.rulebookHash,
    engineVersion: analysis.engineVersion,
    flagged,
    sampled,
    categories: distinct(flags.map(({ category }) => category)),
    ruleIds: distinct(flags.map(({ ruleId }) => ruleId)),
    outcomes: distinct(flags.map(({ outcome }) => outcome)),
    worstSeverity: severities[0] ?? null,
    counts: {
      redline: count('redline'),
      serious: count('serious'),
      minor: count('minor'),
      suspected: flags.filter(({ outcome }) => outcome === 'suspected').length,
      undecidable: flags.filter(({ outcome }) => outcome === 'undecidable').length,
    },
    ...scoringOf(analysis),
    measures: analysis.measures,
  };
}
