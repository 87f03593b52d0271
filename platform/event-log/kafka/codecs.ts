import { promisify } from 'node:util';
import zlib from 'node:zlib';
import kafkajs from 'kafkajs';

interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(compressed: Buffer): Promise<Buffer>;
}

const zstdCompress = promisify(zlib.zstdCompress);
const zstdDecompress = promisify(zlib.zstdDecompress);

const zstd: Codec = {
  compress: ({ buffer }) => zstdCompress(buffer),
  decompress: (compressed) => zstdDecompress(compressed),
};

const lz4: Codec = {
  async compress({ buffer }) {
    const { compressFrame } = await import('lz4-napi');
    return compressFrame(buffer);
  },
  async decompress(compressed) {
    const { decompressFrame } = await import('lz4-napi');
    return decompressFrame(compressed);
  },
};

/** Java's clients put Snappy blocks in frames of their own (xerial): this, two versions, then length and block in turn. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = XERIAL_MAGIC.length + 8;

const snappy: Codec = {
  async compress({ buffer }) {
    const { compress } = await import('snappy');
    return compress(buffer);
  },
  async decompress(compressed) {
    const blocks = await Promise.all(snappyBlocks(compressed).map(uncompressBlock));
    return Buffer.concat(blocks);
  },
};

async function uncompressBlock(block: Buffer): Promise<Buffer> {
  const { uncompress } = await import('snappy');
  const plain = await uncompress(block, { asBuffer: true });
  return Buffer.from(plain);
}

function snappyBlocks(compressed: Buffer): readonly Buffer[] {
  if (!compressed.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return [compressed];
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < compressed.length; ) {
    const start = at + 4;
    const end = start + compressed.readUInt32BE(at);
    blocks.push(compressed.subarray(start, end));
    at = end;
  }
  return blocks;
}

/**
 * Teaches kafkajs the codecs it does not bring along, for the whole process. A topic with one batch in a codec it
 * does not know ends a consumer for good, whoever wrote that batch.
 */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.Snappy] = () => snappy;
  CompressionCodecs[CompressionTypes.LZ4] = () => lz4;
  CompressionCodecs[CompressionTypes.ZSTD] = () => zstd;
}
