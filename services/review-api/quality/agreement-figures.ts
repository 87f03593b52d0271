/** Verdicts of different people on one thing, in the order in which they were given. */
export type Ratings = readonly string[];

/** Share of pairs of ratings within units that are equal; null without a pair. */
export function observedAgreement(units: readonly Ratings[]): number | null {
  let pairs = 0;
  let equal = 0;
  for (const ratings of units) {
    pairs += (ratings.length * (ratings.length - 1)) / 2;
    for (const count of countsOf(ratings).values()) equal += (count * (count - 1)) / 2;
  }
  return pairs === 0 ? null : equal / pairs;
}

/**
 * Cohen's kappa (J. Cohen, Educational and Psychological Measurement 20, 1960, 37–46) of pairs of ratings by two
 * raters, or of first against second ratings. Null without pairs, and where chance alone would agree always.
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): number | null {
  const total = pairs.length;
  if (total === 0) return null;
  const first = countsOf(pairs.map(([one]) => one));
  const second = countsOf(pairs.map(([, other]) => other));
  const observed = pairs.filter(([one, other]) => one === other).length / total;
  let chance = 0;
  for (const [value, count] of first) chance += (count / total) * ((second.get(value) ?? 0) / total);
  return beyondChance(observed, chance);
}

/**
 * Fleiss' kappa (J. L. Fleiss, Psychological Bulletin 76, 1971, 378–382) over units that all have as many ratings as
 * most units have, two or more; others are left out. Null without units, and where only one value occurs.
 */
export function fleissKappa(units: readonly Ratings[]): number | null {
  const raters = usualSize(units);
  const rated = units.filter(({ length }) => length === raters);
  if (raters < 2) return null;
  const totals = countsOf(rated.flat());
  const ratings = rated.length * raters;
  let chance = 0;
  for (const count of totals.values()) chance += (count / ratings) ** 2;
  let observed = 0;
  for (const unit of rated) {
    let pairs = 0;
    for (const count of countsOf(unit).values()) pairs += count * (count - 1);
    observed += pairs / (raters * (raters - 1)) / rated.length;
  }
  return beyondChance(observed, chance);
}

/**
 * Krippendorff's alpha for nominal data (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011) over units
 * with any number of ratings; units with less than two say nothing. Null without pairs, and where only one value occurs.
 */
export function krippendorffAlpha(units: readonly Ratings[]): number | null {
  const paired = units.filter(({ length }) => length >= 2);
  const totals = countsOf(paired.flat());
  let values = 0;
  for (const count of totals.values()) values += count;
  if (values === 0 || totals.size < 2) return null;
  let differing = 0;
  for (const unit of paired) {
    let unequal = 0;
    for (const count of countsOf(unit).values()) unequal += count * (unit.length - count);
    differing += unequal / (unit.length - 1);
  }
  let expected = 0;
  for (const count of totals.values()) expected += count * (values - count);
  return 1 - ((values - 1) * differing) / expected;
}

function beyondChance(observed: number, chance: number): number | null {
  return chance >= 1 ? null : (observed - chance) / (1 - chance);
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** How many ratings units of two or more have mostly; the larger number of two that are as frequent. */
function usualSize(units: readonly Ratings[]): number {
  const sizes = new Map<number, number>();
  for (const { length } of units) if (length >= 2) sizes.set(length, (sizes.get(length) ?? 0) + 1);
  const [usual] = [...sizes].toSorted((a, b) => b[1] - a[1] || b[0] - a[0]);
  return usual?.[0] ?? 0;
}
