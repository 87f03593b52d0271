/** Which pieces of a source are features: runs of characters, runs of whole words, or pieces inside words. */
export interface Pieces {
  readonly of: 'characters' | 'words' | 'insideWords';
  readonly shortest: number;
  readonly longest: number;
}

export const grams = (shortest: number, longest: number): Pieces => ({ of: 'characters', shortest, longest });

/** Runs of whole words; words are parted by single spaces. */
export const wordGrams = (shortest: number, longest: number): Pieces => ({ of: 'words', shortest, longest });

/** Pieces of words with the spaces around them, never across words. */
export const gramsInWords = (shortest: number, longest: number): Pieces => ({
  of: 'insideWords',
  shortest,
  longest,
});

/** Pieces of a source one after another: the first `count` entries are their hashes and places. Used again and again. */
export interface PieceList {
  count: number;
  hashes: Int32Array;
  /** Units [starts[i], ends[i]) of the source. */
  starts: Int32Array;
  ends: Int32Array;
}

const SPACE = 0x20;
const PRIME = 0x01000193;
/** No piece begins at the same unit more often than the longest kind has lengths; words begin once. */
const PIECES_A_UNIT = 8;

export const createPieceList = (): PieceList => ({
  count: 0,
  hashes: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
});

/** FNV-1a over UTF-16 units, from a state: the same text has the same number on every machine. */
export function hashUnits(state: number, text: string): number {
  let hash = state;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
}

/** Fills the list with the pieces of a source; each hash goes on from a state as {@link hashUnits} does. Linear. */
export function listPieces(pieces: Pieces, source: string, state: number, list: PieceList): void {
  const most = source.length * PIECES_A_UNIT;
  if (list.hashes.length < most) {
    list.hashes = new Int32Array(most);
    list.starts = new Int32Array(most);
    list.ends = new Int32Array(most);
  }
  list.count =
    pieces.of === 'words' ? listWords(pieces, source, state, list) : listUnits(pieces, source, state, list);
}

function listUnits(
  { of, shortest, longest }: Pieces,
  source: string,
  state: number,
  list: PieceList,
): number {
  const { hashes, starts, ends } = list;
  const staysInWord = of === 'insideWords';
  let count = 0;
  for (let start = 0; start < source.length; start += 1) {
    const last = Math.min(start + longest, source.length);
    let hash = state;
    for (let at = start; at < last; at += 1) {
      const unit = source.charCodeAt(at);
      hash = Math.imul(hash ^ unit, PRIME);
      if (at - start + 1 >= shortest) {
        hashes[count] = hash;
        starts[count] = start;
        ends[count] = at + 1;
        count += 1;
      }
      if (staysInWord && unit === SPACE && at > start) break;
    }
  }
  return count;
}

function listWords({ shortest, longest }: Pieces, source: string, state: number, list: PieceList): number {
  const { hashes, starts, ends } = list;
  let count = 0;
  for (let start = 0; start < source.length; ) {
    let hash = state;
    let words = 0;
    let following = source.length;
    for (let at = start; words < longest; at += 1) {
      const isEnd = at >= source.length;
      if (isEnd || source.charCodeAt(at) === SPACE) {
        words += 1;
        if (words === 1 && !isEnd) following = at + 1;
        if (words >= shortest) {
          hashes[count] = hash;
          starts[count] = start;
          ends[count] = at;
          count += 1;
        }
        if (isEnd) break;
      }
      hash = Math.imul(hash ^ source.charCodeAt(at), PRIME);
    }
    start = following;
  }
  return count;
}
