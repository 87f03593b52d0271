import type { Sought } from '../../../../contracts/rule.ts';
import { isWithin, type Reach } from '../../language/text-view.ts';
import { firstFrom } from '../near-hits.ts';
import type { Hit, HitsOf, Line, Match } from '../scene.ts';

type Found = Omit<Match, 'branch'>;
type TextMatcher =
  | { readonly kind: 'term'; readonly of: string | readonly string[] }
  | {
      readonly kind: 'sequence' | 'near';
      readonly of: readonly string[];
      readonly gap: number;
      readonly within: Reach;
    };

function foundOf(line: Line, hits: Found['hits']): Found {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const { hit } of hits) {
    start = Math.min(start, hit.start);
    end = Math.max(end, hit.end);
  }
  return { line, start, end, hits };
}

/** Ordered groups, each beginning at most `gap` characters after the one before ended. Nearest continuation wins. */
function sequences(
  line: Line,
  groups: readonly string[],
  gap: number,
  within: Reach,
  hitsOf: HitsOf,
): Found[] {
  const [first, ...rest] = groups;
  if (first === undefined) return [];
  const following = rest.map((group) => hitsOf(group, line));
  if (following.some((hits) => hits.length === 0)) return [];
  const found: Found[] = [];
  const failed = new Set<number>();
  for (const start of hitsOf(first, line)) {
    const chain = continueChain([{ group: first, hit: start }], rest, following, gap, failed);
    if (!chain) continue;
    const match = foundOf(line, chain);
    if (isWithin(line.view, match.start, match.end, within)) found.push(match);
  }
  return found;
}

/** More groups than any matcher names. */
const LONGEST_CHAIN = 16;

function continueChain(
  chain: readonly { group: string; hit: Hit }[],
  groups: readonly string[],
  following: readonly (readonly Hit[])[],
  gap: number,
  failed: Set<number>,
): readonly { group: string; hit: Hit }[] | null {
  const last = chain.at(-1);
  const [group, ...otherGroups] = groups;
  const [hits, ...otherHits] = following;
  if (!last) return null;
  if (group === undefined || hits === undefined) return chain;
  // Whether a chain goes on depends only on how much is left and where it ended: what failed once is not tried again.
  const place = last.hit.end * LONGEST_CHAIN + groups.length;
  if (failed.has(place)) return null;
  for (let at = firstFrom(hits, last.hit.end); at < hits.length; at += 1) {
    const hit = hits[at];
    if (hit === undefined || hit.start - last.hit.end > gap) break;
    const whole = continueChain([...chain, { group, hit }], otherGroups, otherHits, gap, failed);
    if (whole) return whole;
  }
  failed.add(place);
  return null;
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}

/** Every way a text matcher holds on one line. Work is bounded by the hits of its groups and its gap. */
export function findText(matcher: TextMatcher, line: Line, hitsOf: HitsOf): readonly Found[] {
  if (matcher.kind === 'term') {
    const found: Found[] = [];
    for (const group of typeof matcher.of === 'string' ? [matcher.of] : matcher.of)
      for (const hit of hitsOf(group, line)) found.push(foundOf(line, [{ group, hit }]));
    return found;
  }
  for (const group of matcher.of) if (hitsOf(group, line).length === 0) return [];
  const orders = matcher.kind === 'sequence' ? [matcher.of] : permutations(matcher.of);
  return orders.flatMap((order) => sequences(line, order, matcher.gap, matcher.within, hitsOf));
}

/** The same for what stands inside a matcher over turns: a group, any of several, or a text matcher. */
export function findSought(sought: Sought, line: Line, hitsOf: HitsOf): readonly Found[] {
  if (typeof sought === 'string' || Array.isArray(sought))
    return findText({ kind: 'term', of: sought }, line, hitsOf);
  return findText(sought, line, hitsOf);
}
