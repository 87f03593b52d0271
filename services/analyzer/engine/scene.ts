import type { DialogueFacts } from '../../../contracts/analysis.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import type { ParticipantRole } from '../../../contracts/vocabulary.ts';
import type { View } from '../language/text-view.ts';

/** What one speaker says in one go: a turn, or turns that run on over a short "mm-hm". */
export interface Line {
  readonly index: number;
  readonly role: ParticipantRole;
  readonly view: View;
}

/** A term seen in a line. Offsets are units of line.view.text, end exclusive. */
export interface Hit {
  readonly term: string;
  readonly kind: 'exact' | 'stem' | 'sound' | 'recogniser';
  readonly line: Line;
  readonly start: number;
  readonly end: number;
  /** Numeric value of an amount, in units of the currency; only from the amount recogniser. */
  readonly value?: number;
}

/** One way in which a branch of a rule held: the stretch of the line, and the hits that make it. */
export interface Match {
  readonly branch: string;
  readonly line: Line;
  readonly start: number;
  readonly end: number;
  readonly hits: readonly { readonly group: string; readonly hit: Hit }[];
}

/** One call, prepared once, read by every rule. */
export interface Scene {
  readonly call: Transcript;
  readonly lines: readonly Line[];
  readonly facts: DialogueFacts;
  readonly jurisdiction: string | null;
}

/** Hits of a group of the rule at hand, on one line, by start. */
export type HitsOf = (group: string, line: Line) => readonly Hit[];

/** The turn that completes a stretch. */
export function completingTurn(line: Line, end: number): number {
  return line.view.turns[end - 1] ?? line.view.turns[0] ?? 0;
}
