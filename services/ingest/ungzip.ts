import { gunzip } from './gunzip.ts';

const GZIP = [0x1f, 0x8b];

/** Bytes as they are, or decompressed when they begin as gzip does. A broken archive throws with a code of zlib. */
export async function* ungzip(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < GZIP.length) {
    const { done, value } = await iterator.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const all = rejoin(head, iterator);
  const isGzip = GZIP.every((byte, index) => head[index] === byte);
  yield* isGzip ? gunzip(all) : all;
}

async function* rejoin(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
