import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const SOURCE = join(import.meta.dirname, '../../../services/review-console/src');
const Texts = z.object({
  ns: z.string(),
  zh: z.record(z.string(), z.string().min(1)),
  en: z.record(z.string(), z.string().min(1)),
});

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).sort();
const textFiles = files.filter(
  (path) => /(^|[/-])texts\.ts$/.test(path) && !/(define|use)-texts\.ts$/.test(path),
);

async function textsIn(path: string) {
  const module: Record<string, unknown> = await import(pathToFileURL(join(SOURCE, path)).href);
  return Object.values(module).map((value) => Texts.parse(value));
}

/** Every key in quotes, and the fixed beginning of keys that are put together. */
function keysNamed(): { whole: ReadonlySet<string>; beginnings: readonly string[] } {
  const sources = files.filter((path) => /\.tsx?$/.test(path) && !textFiles.includes(path));
  const code = sources.map((path) => readFileSync(join(SOURCE, path), 'utf8')).join('\n');
  return {
    whole: new Set([...code.matchAll(/['"`]([a-zA-Z_.]+)['"`]/g)].map(([, key]) => key ?? '')),
    beginnings: [...code.matchAll(/`([a-zA-Z_]*\.?)\$\{/g)].map(([, begin]) => begin ?? '').filter(Boolean),
  };
}

test('every text is there in both languages, with the same places for values, under a name of its own', async () => {
  const all = (await Promise.all(textFiles.map(textsIn))).flat();
  assert.ok(all.length >= 10);
  assert.equal(new Set(all.map(({ ns }) => ns)).size, all.length);
  const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  for (const { ns, zh, en } of all) {
    assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort(), ns);
    for (const [key, text] of Object.entries(zh))
      assert.deepEqual(values(text), values(en[key] ?? ''), `${ns} ${key}`);
  }
});

test('every text is used', async () => {
  const { whole, beginnings } = keysNamed();
  const unused: string[] = [];
  for (const path of textFiles)
    for (const { zh } of await textsIn(path))
      for (const key of Object.keys(zh)) {
        const isNamed = whole.has(key) || beginnings.some((begin) => key.startsWith(begin));
        // Names put together whole, for example t(`${kind}.title`) or t(status).
        const isListed = key.split('.').every((part) => whole.has(part));
        if (!isNamed && !isListed) unused.push(`${dirname(path)} ${key}`);
      }
  assert.deepEqual(unused, []);
});
