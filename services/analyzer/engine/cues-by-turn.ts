import type { CueName } from '../../../contracts/cues.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Line } from './scene.ts';
import type { LineHits, TermIndex } from './term-index.ts';

/** The cues heard in each turn; a cue that runs over turns counts where it ends. */
export type CuesByTurn = (
  turns: number,
  lines: readonly Line[],
  hitsOfLine: readonly LineHits[],
) => readonly ReadonlySet<CueName>[];

export function createCueHearing(cues: Rulebook['cues'], index: TermIndex): CuesByTurn {
  const cuesOf = new Map<number, CueName[]>();
  for (const groups of cues.values()) {
    for (const [cue, group] of groups) {
      const number = index.numberOf(group);
      if (number !== undefined) cuesOf.set(number, [...(cuesOf.get(number) ?? []), cue]);
    }
  }
  return (turns, lines, hitsOfLine) => {
    const heard: Set<CueName>[] = Array.from({ length: turns }, () => new Set());
    for (const line of lines) {
      for (const [group, hits] of hitsOfLine[line.index] ?? []) {
        const named = cuesOf.get(group);
        if (!named) continue;
        for (const { end } of hits) {
          for (const cue of named) heard[line.view.turns[end - 1] ?? 0]?.add(cue);
        }
      }
    }
    return heard;
  };
}
