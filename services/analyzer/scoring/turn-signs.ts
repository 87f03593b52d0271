import type { SignName } from '../../../contracts/element-words.ts';
import { isWithin, type Reach } from '../language/text-view.ts';
import type { CallSigns, SignHit, Stretch } from './call-signs.ts';

/** The hits of a sign in one turn, by place. */
export type TurnSigns = (name: SignName, turn: number) => readonly SignHit[];

const NONE: readonly SignHit[] = [];
/** Nobody says a thing more often in one turn; what floods a turn costs no more. */
const MOST_HITS = 100;
/** Units further apart than this belong to different thoughts. */
const FARTHEST = 240;

/** Orders the signs of a call by turn. */
export function createTurnSigns(signs: CallSigns): TurnSigns {
  const known = new Map<SignName, ReadonlyMap<number, readonly SignHit[]>>();
  return (name, turn) => {
    let byTurn = known.get(name);
    if (!byTurn) {
      byTurn = new Map(
        [...Map.groupBy(signs(name), (hit) => hit.turn)].map(([at, hits]) => [at, hits.slice(0, MOST_HITS)]),
      );
      known.set(name, byTurn);
    }
    return byTurn.get(turn) ?? NONE;
  };
}

/** Whether two stretches stand in one clause, sentence or turn of one line. */
export function standTogether(one: Stretch, other: Stretch, reach: Reach): boolean {
  if (one.line !== other.line || gapBetween(one, other) > FARTHEST) return false;
  return isWithin(one.line.view, Math.min(one.start, other.start), Math.max(one.end, other.end), reach);
}

/** Units between two stretches of one line; 0 where they touch or overlap. */
export function gapBetween(one: Stretch, other: Stretch): number {
  return Math.max(0, Math.max(one.start, other.start) - Math.min(one.end, other.end));
}
