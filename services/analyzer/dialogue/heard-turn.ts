import type { CueName } from '../../../contracts/cues.ts';
import type { Participant } from '../../../contracts/transcript.ts';

/** A turn as the dialogue reader sees it: who spoke and which cues were heard. */
export interface HeardTurn {
  readonly turn: number;
  readonly speaker: Participant;
  readonly cues: ReadonlySet<CueName>;
  /** The debtor's full name was said. */
  readonly namesDebtor: boolean;
  /** Too short to say anything: 喂, yes? */
  readonly isBare: boolean;
  /** A run of three or more digits was said (an identifier given back). */
  readonly saysDigits: boolean;
}
