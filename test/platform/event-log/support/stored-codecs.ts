import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const BATCH_HEADER = { lengthAt: 8, attributesAt: 21, codecMask: 0x07, prefixBytes: 12 };

/** The codec of each batch that a broker has stored of a topic, read from its files (record batch format 2). */
export function storedCodecs(brokerDir: string, topic: string): readonly string[] {
  const data = join(brokerDir, 'data');
  const partitions = readdirSync(data).filter((name) => name.slice(0, name.lastIndexOf('-')) === topic);
  return partitions.flatMap((partition) =>
    readdirSync(join(data, partition))
      .filter((name) => name.endsWith('.log'))
      .flatMap((name) => codecsOf(readFileSync(join(data, partition, name)))),
  );
}

function codecsOf(segment: Buffer): string[] {
  const codecs: string[] = [];
  const { lengthAt, attributesAt, codecMask, prefixBytes } = BATCH_HEADER;
  for (let at = 0; at + prefixBytes < segment.length; ) {
    const length = segment.readInt32BE(at + lengthAt);
    if (length === 0) break;
    codecs.push(NAMES[segment.readInt16BE(at + attributesAt) & codecMask] ?? 'unknown');
    at += prefixBytes + length;
  }
  return codecs;
}
