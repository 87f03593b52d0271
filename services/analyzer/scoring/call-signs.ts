import type { SignMatch, SignName } from '../../../contracts/element-words.ts';
import type { Span } from '../../../contracts/finding.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import type { ParticipantRole } from '../../../contracts/vocabulary.ts';
import type { CallHits } from '../engine/call-hits.ts';
import { findText } from '../engine/matchers/text.ts';
import { completingTurn, type Hit, type HitsOf, type Line } from '../engine/scene.ts';
import { isWithin, spansOf } from '../language/text-view.ts';
import type { LinkedSign } from '../rulebook/rulebook.ts';

const NONE: readonly SignHit[] = [];
const NO_HITS: readonly Hit[] = [];

/** A stretch of a line, by units of its view. */
export interface Stretch {
  readonly line: Line;
  readonly start: number;
  readonly end: number;
}

/** A sign heard: where, at which turn, by whom. */
export interface SignHit extends Stretch {
  readonly turn: number;
  readonly role: ParticipantRole;
}

/** The places where a sign is heard in one call, by place. Looked for once, when first asked. */
export type CallSigns = (name: SignName) => readonly SignHit[];

/** Hears the signs of one language in one call, from the hits that the engine's one pass has found. */
export function createCallSigns(
  signs: ReadonlyMap<SignName, LinkedSign>,
  lines: readonly Line[],
  hitsIn: CallHits,
): CallSigns {
  const known = new Map<SignName, readonly SignHit[]>();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    const sign = signs.get(name);
    const heard = sign ? hear(sign, lines, hitsIn(sign.groups)) : NONE;
    known.set(name, heard);
    return heard;
  };
}

function hear({ matches }: LinkedSign, lines: readonly Line[], hitsOf: HitsOf): readonly SignHit[] {
  const heard: SignHit[] = [];
  for (const match of matches) {
    const { kind, of } = match;
    const only = typeof of === 'string' ? of : of.length === 1 ? of[0] : undefined;
    // Most lines hold none of a sign, and most signs are one group of words.
    const first = only ?? (kind === 'sequence' ? of[0] : undefined);
    for (const line of lines) {
      const hits = first === undefined ? NO_HITS : hitsOf(first, line);
      if (first !== undefined && hits.length === 0) continue;
      for (const { start, end } of only === undefined ? findText(match, line, hitsOf) : hits) {
        if (match.unless && isExcused(match.unless, { line, start, end }, hitsOf)) continue;
        heard.push({ line, start, end, turn: completingTurn(line, end), role: line.role });
      }
    }
  }
  return matches.length > 1
    ? heard.sort((a, b) => a.line.index - b.line.index || a.start - b.start || a.end - b.end)
    : heard;
}

function isExcused(
  unless: NonNullable<SignMatch['unless']>,
  { line, start, end }: Stretch,
  hitsOf: HitsOf,
): boolean {
  return hitsOf(unless.of, line).some((hit) =>
    isWithin(line.view, Math.min(start, hit.start), Math.max(end, hit.end), unless.within),
  );
}

/** The original words of stretches, for evidence; each stretch once, by place. */
export function evidenceOf(call: Transcript, stretches: readonly Stretch[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { line, start, end } of stretches) {
    for (const span of spansOf(line.view, start, end)) {
      const quote = call.turns[span.turn]?.text.slice(span.start, span.end) ?? '';
      spans.set(`${span.turn}:${span.start}:${span.end}`, { ...span, quote });
    }
  }
  return [...spans.values()].sort((a, b) => a.turn - b.turn || a.start - b.start || a.end - b.end);
}
