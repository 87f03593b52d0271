import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** The files that must be there before a page shows, with their size in bytes as gzip sends them. */
export function firstLoad(dist: string, entries: readonly string[]): ReadonlyMap<string, number> {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const sizes = new Map<string, number>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build holds no chunk ${name}`);
    for (const file of [chunk.file, ...(chunk.css ?? [])])
      sizes.set(file, gzipSync(readFileSync(join(dist, file))).byteLength);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const entry of entries) visit(entry);
  return sizes;
}
