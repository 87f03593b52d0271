import { crc32 } from 'node:zlib';

/** A file of an archive. */
export interface ArchiveFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly data: Uint8Array;
}

export const LOCAL_SIGNATURE = 0x04034b50;
export const CENTRAL_SIGNATURE = 0x02014b50;
export const END_SIGNATURE = 0x06054b50;
export const LOCAL_HEADER_BYTES = 30;
export const CENTRAL_HEADER_BYTES = 46;
export const END_BYTES = 22;
export const MOST_FILES = 0xffff - 1;
/** Below 4 GiB, where the format would change. */
export const MOST_ARCHIVE_BYTES = 0xffffffff - 1;

const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1980-01-01 00:00, the earliest the format knows: times would be one more thing that could be changed. */
const DATE = 0x0021;

/** The archive would be larger than a ZIP without extensions can be. */
export class ArchiveTooLargeError extends Error {
  readonly code = 'EVIDENCE_TOO_LARGE';
  constructor() {
    super('the bundle would be larger than 4 GB or hold more than 65534 files; export fewer calls at once');
    this.name = 'ArchiveTooLargeError';
  }
}

export interface ArchiveWriter {
  /** The bytes of one file with its header. */
  add(file: ArchiveFile): Buffer[];
  /** The directory that ends the archive. */
  end(): Buffer;
}

/**
 * Writes a ZIP in the one form that bundles have: files stored as they are, one after the other, no times, no
 * attributes, no comments, no gaps. Any reader opens it, and since equal files give equal bytes a verifier can account
 * for every byte (a library would leave it freedoms that change with its versions).
 */
export function createArchiveWriter(): ArchiveWriter {
  const directory: Buffer[] = [];
  let offset = 0;
  return {
    add({ path, data }) {
      const name = Buffer.from(path);
      const header = localHeader(name, data);
      if (offset + header.length + data.length > MOST_ARCHIVE_BYTES || directory.length >= MOST_FILES)
        throw new ArchiveTooLargeError();
      directory.push(centralHeader(name, data, offset));
      offset += header.length + data.length;
      return [header, Buffer.from(data.buffer, data.byteOffset, data.byteLength)];
    },
    end: () => endOf(directory, offset),
  };
}

/** All of an archive at once. */
export function archiveOf(files: Iterable<ArchiveFile>): Buffer {
  const writer = createArchiveWriter();
  const parts: Buffer[] = [];
  for (const file of files) parts.push(...writer.add(file));
  return Buffer.concat([...parts, writer.end()]);
}

export function localHeader(name: Buffer, data: Uint8Array): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES);
  header.writeUInt32LE(LOCAL_SIGNATURE, 0);
  writeShared(header, 4, name, data);
  return Buffer.concat([header, name]);
}

function centralHeader(name: Buffer, data: Uint8Array, offset: number): Buffer {
  const header = Buffer.alloc(CENTRAL_HEADER_BYTES);
  header.writeUInt32LE(CENTRAL_SIGNATURE, 0);
  header.writeUInt16LE(VERSION, 4);
  writeShared(header, 6, name, data);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

/** What both headers of a file have in common, 26 bytes: version, flags, method 0, date, check, sizes, length of the name. */
function writeShared(header: Buffer, at: number, name: Buffer, data: Uint8Array): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(FLAGS, at + 2);
  header.writeUInt16LE(DATE, at + 8);
  header.writeUInt32LE(crc32(data), at + 10);
  header.writeUInt32LE(data.length, at + 14);
  header.writeUInt32LE(data.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

function endOf(directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(END_BYTES);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  end.writeUInt32LE(END_SIGNATURE, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...directory, end]);
}
