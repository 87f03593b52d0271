import type { PersonalDataKind } from '../../../contracts/personal-data.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { detectPersonalData } from './detect-personal-data.ts';
import { maskOf, maskText } from './mask-text.ts';
import type { PersonalSpan } from './personal-span.ts';

/** What is masked in one call, for everything that is said about it. */
export interface CallMask {
  /** Masked texts of the turns, each as long as the original. */
  readonly turns: readonly string[];
  /** Where: ordered by turn and place, without kinds that are revealed. */
  readonly spans: readonly PersonalSpan[];
  /** The masked text of a stretch of a turn; null when there is no such turn. */
  quote(turn: number, start: number, end: number): string | null;
  /** Any other text about the call: what was found in the call and what the detectors find in it. */
  text(text: string): string;
  /** A name from the metadata. */
  name(name: string): string;
}

/** Kinds that somebody may see; null: all. */
export type Revealed = ReadonlySet<PersonalDataKind> | null;

export const NOTHING_REVEALED: Revealed = new Set();

type MaskedCall = Pick<Transcript, 'turns'> & {
  readonly collector?: { readonly name?: string | undefined } | undefined;
  readonly debtor?: { readonly name?: string | undefined } | undefined;
};

const NO_CALL: MaskedCall = { turns: [] };
/** A single digit or character, repeated in free text, says nothing. */
const FEWEST_TO_REPEAT = 2;
const MOST_TO_REPEAT = 500;

/** Builds the mask of a call; without one (null), only the detectors speak. Pure. */
export function createCallMask(call: MaskedCall | null, revealed: Revealed): CallMask {
  const { turns, collector, debtor } = call ?? NO_CALL;
  const known = [collector?.name, debtor?.name].filter((name) => name !== undefined);
  const isMasked = ({ kind }: { kind: PersonalDataKind }) => revealed !== null && !revealed.has(kind);
  const spans = detectPersonalData(turns, known).filter(isMasked);
  const byTurn = Map.groupBy(spans, ({ turn }) => turn);
  const masked = turns.map(({ text }, turn) => maskText(text, byTurn.get(turn) ?? []));
  const pieces = new Map(
    spans.map(({ kind, turn, start, end }) => {
      const quote = turns[turn]?.text.slice(start, end) ?? '';
      return [quote, maskOf(kind, quote)] as const;
    }),
  );
  const replace = replacer(pieces);
  return {
    turns: masked,
    spans,
    quote: (turn, start, end) => masked[turn]?.slice(start, end) ?? null,
    text(text) {
      const plain = replace(text);
      return maskText(plain, detectPersonalData([{ speaker: '', text: plain }], known).filter(isMasked));
    },
    name: (name) => (isMasked({ kind: 'name' }) ? maskOf('name', name) : name),
  };
}

/** Replaces every piece at every place, the longest first. */
export function replacer(pieces: ReadonlyMap<string, string>): (text: string) => string {
  const known = [...pieces.keys()]
    .filter((piece) => piece.length >= FEWEST_TO_REPEAT && pieces.get(piece) !== piece)
    .slice(0, MOST_TO_REPEAT)
    .sort((a, b) => b.length - a.length);
  if (known.length === 0) return (text) => text;
  const pattern = new RegExp(known.map(literally).join('|'), 'g');
  return (text) => text.replace(pattern, (piece) => pieces.get(piece) ?? piece);
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
