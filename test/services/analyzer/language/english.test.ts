import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { createStemmer, stemText } from '../../../../services/analyzer/language/english.ts';

const stem = createStemmer();

describe('createStemmer', () => {
  it('gives inflections one stem', () => {
    for (const word of ['garnish', 'garnished', 'garnishing', 'garnishment'])
      assert.equal(stem(word), 'garnish');
    assert.equal(stem('threatens'), stem('threatening'));
    assert.equal(stem("wife's"), stem('wife'));
    assert.notEqual(stem('wife'), stem('wave'));
  });
});

describe('stemText', () => {
  it('maps every unit to whole words of the text it was made from', () => {
    const text = '他 garnished your wages了';
    const { text: stemmed, starts, ends } = stemText(text, stem);
    assert.equal(stemmed, '他 garnish your wage了');
    const at = stemmed.indexOf('garnish your wage');
    assert.equal(text.slice(starts[at], ends[at + 'garnish your wage'.length - 1]), 'garnished your wages');
  });
});

describe('loading the stemmer', () => {
  it('leaves the environment and the output as they were, with a .env beside', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'callwarden-'));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, '.env'), 'CALLWARDEN_PROBE=1\n');
    const module = new URL('../../../../services/analyzer/language/english.ts', import.meta.url).href;
    const script = `
      const before = JSON.stringify(process.env);
      const { createStemmer } = await import(${JSON.stringify(module)});
      createStemmer()('paying');
      process.stdout.write(String(before === JSON.stringify(process.env)));`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--no-warnings', '-e', script],
      { cwd: folder },
    );
    assert.equal(stdout, 'true');
    assert.equal(stderr, '');
  });
});
