import {
  type ArchiveFile,
  archiveOf,
  CENTRAL_HEADER_BYTES,
  CENTRAL_SIGNATURE,
  END_BYTES,
  END_SIGNATURE,
  LOCAL_HEADER_BYTES,
  LOCAL_SIGNATURE,
} from './zip-archive.ts';

/** Something that is not as a bundle's archive is. file: what it concerns; null: the container itself. */
export interface ArchiveDamage {
  readonly file: string | null;
  readonly offset: number;
  readonly detail: string;
}

export interface ReadArchive {
  /** What could be read, in order; contents may be damaged. */
  readonly files: readonly ArchiveFile[];
  readonly damage: readonly ArchiveDamage[];
}

interface Place extends ArchiveFile {
  /** Where the file's header and its data start. */
  readonly header: number;
  readonly start: number;
}

const MOST_TOLD = 20;

/**
 * Reads a bundle's archive and accounts for every byte: what was read is written again and compared. Bad bytes don't throw,
 * they are told, by the name of the file that they belong to.
 */
export function readArchive(bytes: Buffer): ReadArchive {
  const end = endOfArchive(bytes);
  const byDirectory = end === null ? null : placesByDirectory(bytes, end);
  const places = byDirectory ?? placesByHeaders(bytes);
  const files = places.map(({ path, data }) => ({ path, data }));
  const again = archiveOf(files);
  const damage = differences(bytes, again, places);
  if (bytes.length > again.length)
    damage.push({
      file: null,
      offset: again.length,
      detail: `${bytes.length - again.length} bytes follow the end of the archive`,
    });
  return { files, damage };
}

/** The place of the last end record; null when there is none. */
function endOfArchive(bytes: Buffer): number | null {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(END_SIGNATURE, 0);
  const at = bytes.lastIndexOf(mark);
  return at < 0 || at + END_BYTES > bytes.length ? null : at;
}

/** Files by the directory; null when it contradicts itself. */
function placesByDirectory(bytes: Buffer, end: number): Place[] | null {
  const count = bytes.readUInt16LE(end + 10);
  const places: Place[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_HEADER_BYTES > end || bytes.readUInt32LE(at) !== CENTRAL_SIGNATURE) return null;
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const header = bytes.readUInt32LE(at + 42);
    const path = bytes.toString('utf8', at + CENTRAL_HEADER_BYTES, at + CENTRAL_HEADER_BYTES + nameLength);
    const start = header + LOCAL_HEADER_BYTES + nameLength;
    const expected = places.at(-1);
    if (header !== (expected === undefined ? 0 : expected.start + expected.data.length)) return null;
    if (start + size > end) return null;
    places.push({ path, header, start, data: bytes.subarray(start, start + size) });
    at += CENTRAL_HEADER_BYTES + nameLength;
  }
  return at === end ? places : null;
}

/** Files one after the other by their own headers, as far as those go. */
function placesByHeaders(bytes: Buffer): Place[] {
  const places: Place[] = [];
  let at = 0;
  while (at + LOCAL_HEADER_BYTES <= bytes.length && bytes.readUInt32LE(at) === LOCAL_SIGNATURE) {
    const size = bytes.readUInt32LE(at + 22);
    const start = at + LOCAL_HEADER_BYTES + bytes.readUInt16LE(at + 26);
    if (start + size > bytes.length) break;
    const path = bytes.toString('utf8', at + LOCAL_HEADER_BYTES, start);
    places.push({ path, header: at, start, data: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return places;
}

function differences(bytes: Buffer, again: Buffer, places: readonly Place[]): ArchiveDamage[] {
  const found = new Map<string, ArchiveDamage>();
  const length = Math.min(bytes.length, again.length);
  for (let at = nextDifference(bytes, again, 0, length); at < length && found.size < MOST_TOLD; ) {
    const damage = damageAt(again, places, at);
    const key = `${damage.file}: ${damage.detail}`;
    if (!found.has(key)) found.set(key, damage);
    at = nextDifference(bytes, again, at + 1, length);
  }
  if (again.length > bytes.length)
    found.set('', { file: null, offset: bytes.length, detail: 'the archive is cut off' });
  return [...found.values()];
}

const CHUNK = 65_536;

function nextDifference(a: Buffer, b: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const end = Math.min(at + CHUNK, to);
    if (a.compare(b, at, end, at, end) !== 0) {
      while (a[at] === b[at]) at += 1;
      return at;
    }
    at = end;
  }
  return to;
}

/** The bytes of check sums follow the contents: a changed content shows there. */
function damageAt(again: Buffer, places: readonly Place[], offset: number): ArchiveDamage {
  const own = places.find(({ header, start, data }) => header <= offset && offset < start + data.length);
  if (own !== undefined) {
    const isCheck = offset - own.header >= 14 && offset - own.header < 18;
    const detail = isCheck
      ? 'its content does not fit its check sum'
      : 'its header in the archive was changed';
    return { file: own.path, offset, detail };
  }
  let at = places.reduce((sum, { start, data }) => Math.max(sum, start + data.length), 0);
  for (const { path } of places) {
    const size = CENTRAL_HEADER_BYTES + Buffer.byteLength(path);
    if (offset < at + size) {
      const isCheck = offset - at >= 16 && offset - at < 20;
      const detail = isCheck
        ? 'its content does not fit its check sum'
        : 'its line in the directory of the archive was changed';
      return { file: path, offset, detail };
    }
    at += size;
  }
  const isEnd = offset >= again.length - END_BYTES;
  return {
    file: null,
    offset,
    detail: isEnd ? 'the end of the archive was changed' : 'the archive was changed',
  };
}
