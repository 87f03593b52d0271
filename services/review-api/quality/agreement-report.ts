import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import type { Agreement, AgreementReport } from '../../../contracts/quality.ts';
import { cohenKappa, fleissKappa, krippendorffAlpha, observedAgreement } from './agreement-figures.ts';

/** Independent verdicts on one finding: the first reviewer's, then those given blindly. */
export interface RatedFinding {
  readonly ruleId: string;
  readonly ratings: readonly { readonly by: string; readonly verdict: string }[];
}

/** The findings of a call that several people judged without knowing of each other. */
export function ratedFindings({ findings, work }: Pick<StoredCall, 'findings' | 'work'>): RatedFinding[] {
  const opinions = (work?.opinions ?? []).filter(({ verdicts }) => verdicts !== null);
  if (opinions.length === 0) return [];
  return findings.flatMap((stored) => {
    const first = firstVerdict(stored);
    const blind = opinions.flatMap(({ by, verdicts }) => {
      const given = verdicts?.find(({ findingId }) => findingId === stored.finding.id);
      return given === undefined ? [] : [{ by, verdict: given.verdict }];
    });
    const ratings = [...first, ...blind];
    return ratings.length < 2 ? [] : [{ ruleId: stored.finding.ruleId, ratings }];
  });
}

/** What the first reviewer said last before anybody else spoke: neither undone nor changed by an appeal. */
function firstVerdict({ review }: StoredFinding) {
  const undone = new Set(review.history.flatMap(({ undoes }) => undoes ?? []));
  const given = review.history.filter(({ kind, id }) => kind === 'verdict' && !undone.has(id));
  const by = given[0]?.actor.id;
  const last = given.filter(({ actor }) => actor.id === by).at(-1);
  return last?.verdict === undefined ? [] : [{ by: last.actor.id, verdict: last.verdict }];
}

export function agreementReport(
  rated: readonly RatedFinding[],
  period: { readonly from: string; readonly to: string },
): AgreementReport {
  const rules = groupedBy(rated, ({ ruleId }) => [ruleId]);
  const reviewers = groupedBy(rated, ({ ratings }) => ratings.map(({ by }) => by));
  return {
    ...period,
    overall: figuresOf(rated),
    byRule: [...rules].toSorted(byName).map(([ruleId, units]) => ({ ruleId, ...figuresOf(units) })),
    byReviewer: [...reviewers]
      .toSorted(byName)
      .map(([reviewer, units]) => ({ reviewer, ...figuresOf(units.map((unit) => from(reviewer, unit))) })),
  };
}

function figuresOf(rated: readonly RatedFinding[]): Agreement {
  const units = rated.map(({ ratings }) => ratings.map(({ verdict }) => verdict));
  const pairs = units.flatMap(([first, second]) =>
    first === undefined || second === undefined ? [] : [[first, second] as const],
  );
  return {
    units: units.length,
    observed: observedAgreement(units),
    cohenKappa: cohenKappa(pairs),
    fleissKappa: fleissKappa(units),
    krippendorffAlpha: krippendorffAlpha(units),
  };
}

/** The same ratings with one person's first, so that pairs are that person against the others. */
function from(person: string, { ruleId, ratings }: RatedFinding): RatedFinding {
  const own = ratings.filter(({ by }) => by === person);
  return { ruleId, ratings: [...own, ...ratings.filter(({ by }) => by !== person)] };
}

function groupedBy(
  rated: readonly RatedFinding[],
  keysOf: (unit: RatedFinding) => readonly string[],
): Map<string, RatedFinding[]> {
  const groups = new Map<string, RatedFinding[]>();
  for (const unit of rated)
    for (const key of new Set(keysOf(unit))) groups.set(key, [...(groups.get(key) ?? []), unit]);
  return groups;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : a > b ? 1 : 0;
