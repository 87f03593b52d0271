import type { Share } from '../../../contracts/quality.ts';

/** The 97.5 % quantile of the standard normal distribution: intervals are at 95 %. */
const Z = 1.959963984540054;

/**
 * A share with the Wilson score interval, without continuity correction (E. B. Wilson 1927; method 3 in
 * R. G. Newcombe, Statistics in Medicine 17, 1998, 857–872). Right for few cases and for shares of 0 and 1.
 */
export function wilsonShare(hits: number, of: number): Share {
  if (of === 0) return { hits, of, value: null, low: null, high: null };
  const share = hits / of;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const centre = share + (Z * Z) / (2 * of);
  const scale = 1 + (Z * Z) / of;
  return {
    hits,
    of,
    value: share,
    low: hits === 0 ? 0 : (centre - spread) / scale,
    high: hits === of ? 1 : (centre + spread) / scale,
  };
}
