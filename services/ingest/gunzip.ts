import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Decompresses gzip as it is read, archive after archive. Throws zlib's coded error (Z_…) where it is broken. */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const plain = createGunzip();
  // Errors reach whoever iterates; the callback only keeps them from being unhandled.
  pipeline(Readable.from(bytes, { objectMode: false }), plain, () => {});
  yield* plain;
}
