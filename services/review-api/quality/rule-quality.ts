import type { CallRecord, StoredCall } from '../../../contracts/call-record.ts';
import type { QualityReport, RecallEstimate, RuleQuality, Share } from '../../../contracts/quality.ts';
import { isInReview } from '../../../contracts/queue-standing.ts';
import type { Category } from '../../../contracts/vocabulary.ts';
import { wilsonShare } from './wilson-interval.ts';

/** One rule version or one category, counted over the flagged calls of a period. */
interface Tally {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly category: Category;
  readonly calls: Set<string>;
  /** Rulebooks that had it. */
  readonly rulebooks: Set<string>;
  findings: number;
  confirmed: number;
  dismissed: number;
  undecidable: number;
}

/** A violation that a blind reader saw in an unflagged call. */
interface Miss {
  readonly callId: string;
  readonly category: Category;
  readonly ruleId: string | undefined;
  readonly rulebookHash: string;
}

export interface QualityTally {
  addFlagged(call: Pick<StoredCall, 'record' | 'findings'>): void;
  /** An unflagged call that was kept for blind review. */
  addSampled(call: Pick<StoredCall, 'record' | 'work'>): void;
  report(period: { readonly from: string; readonly to: string }, unflagged: number): QualityReport;
}

/**
 * Counts verdicts and misses. Precision of a rule version is confirmed of confirmed and dismissed findings; findings
 * that a reviewer added are no rule's. Recall takes calls: found are the calls that a rule flagged times its precision;
 * missed are the unflagged calls times the share of those read blindly in which it should have fired.
 */
export function createQualityTally(): QualityTally {
  const rules = new Map<string, Tally>();
  const categories = new Map<Category, Tally>();
  const misses: Miss[] = [];
  let sampled = 0;
  let read = 0;

  return {
    addFlagged({ record, findings }) {
      for (const stored of findings.filter(isInReview)) {
        const { finding, review } = stored;
        if (finding.source === 'reviewer') continue;
        const { ruleId, ruleVersion, category } = finding;
        const whole = { ruleId: '', ruleVersion: 0, category };
        for (const tally of [
          tallyOf(rules, `${ruleId}@${ruleVersion}`, { ruleId, ruleVersion, category }),
          tallyOf(categories, category, whole),
        ]) {
          tally.calls.add(record.callId);
          tally.rulebooks.add(finding.rulebookHash);
          tally.findings += 1;
          if (review.verdict !== undefined) tally[review.verdict] += 1;
        }
      }
    },

    addSampled({ record, work }) {
      sampled += 1;
      const opinions = (work?.opinions ?? []).filter(({ verdicts }) => verdicts !== null);
      if (opinions.length > 0) read += 1;
      for (const { category, ruleId } of opinions.flatMap(({ violations }) => violations))
        misses.push({ ...missOf(record), category, ruleId });
    },

    report(period, unflagged) {
      const names = new Set([...categories.keys(), ...misses.map(({ category }) => category)]);
      return {
        ...period,
        unflagged,
        sampled,
        read,
        rules: [...rules.values()]
          .map((tally) =>
            ruleOf(tally, callsOf(misses.filter((miss) => isOf(miss, tally, rules))), read, unflagged),
          )
          .toSorted((a, b) =>
            a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : a.ruleVersion - b.ruleVersion,
          ),
        categories: [...names].sort().map((category) => {
          const tally = categories.get(category);
          const share = wilsonShare(callsOf(misses.filter((miss) => miss.category === category)), read);
          const precision = precisionOf(tally);
          return {
            category,
            precision,
            misses: share,
            recall: recallOf(tally?.calls.size ?? 0, precision, share, unflagged),
          };
        }),
      };
    },
  };
}

function tallyOf<Key>(
  tallies: Map<Key, Tally>,
  key: Key,
  of: Pick<Tally, 'ruleId' | 'ruleVersion' | 'category'>,
): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const counts = { findings: 0, confirmed: 0, dismissed: 0, undecidable: 0 };
  const tally: Tally = { ...of, ...counts, calls: new Set(), rulebooks: new Set() };
  tallies.set(key, tally);
  return tally;
}

const missOf = ({ callId, rulebookHash }: CallRecord) => ({ callId, rulebookHash });
const callsOf = (misses: readonly Miss[]) => new Set(misses.map(({ callId }) => callId)).size;

/** A miss counts for the version that the call's rulebook had; when none is known by it, for the newest. */
function isOf(miss: Miss, tally: Tally, rules: ReadonlyMap<string, Tally>): boolean {
  if (miss.ruleId !== tally.ruleId) return false;
  if (tally.rulebooks.has(miss.rulebookHash)) return true;
  const versions = [...rules.values()].filter(({ ruleId }) => ruleId === tally.ruleId);
  const isKnown = versions.some(({ rulebooks }) => rulebooks.has(miss.rulebookHash));
  return !isKnown && versions.every(({ ruleVersion }) => ruleVersion <= tally.ruleVersion);
}

function precisionOf(tally: Tally | undefined): Share {
  return wilsonShare(tally?.confirmed ?? 0, (tally?.confirmed ?? 0) + (tally?.dismissed ?? 0));
}

function ruleOf(tally: Tally, misses: number, read: number, unflagged: number): RuleQuality {
  const { ruleId, ruleVersion, category, calls, findings, confirmed, dismissed, undecidable } = tally;
  const precision = precisionOf(tally);
  return {
    ruleId,
    ruleVersion,
    category,
    calls: calls.size,
    findings,
    confirmed,
    dismissed,
    undecidable,
    precision,
    misses,
    recall: recallOf(calls.size, precision, wilsonShare(misses, read), unflagged),
  };
}

/** Nothing is said of recall before anything was judged and anything was read. */
function recallOf(calls: number, precision: Share, misses: Share, unflagged: number): RecallEstimate {
  const found = calls * (precision.value ?? 0);
  const missed = unflagged * (misses.value ?? 0);
  const isKnown = misses.of > 0 && (precision.of > 0 || calls === 0);
  const share = (hits: number, lost: number) => (isKnown && hits + lost > 0 ? hits / (hits + lost) : null);
  return {
    found,
    missed,
    value: share(found, missed),
    low: share(calls * (precision.low ?? 0), unflagged * (misses.high ?? 0)),
    high: share(calls * (precision.high ?? 0), unflagged * (misses.low ?? 0)),
  };
}
