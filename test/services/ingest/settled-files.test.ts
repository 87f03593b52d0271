import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSettledFiles } from '../../../services/ingest/folder/settled-files.ts';

/** A folder with a clock that the test moves. */
function scene(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-settled-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let now = 0;
  const { scan } = createSettledFiles({ folder, settleMs: 1_000, clock: () => now });
  return {
    path: (name: string) => join(folder, name),
    scanAt(ms: number) {
      now = ms;
      return scan();
    },
  };
}

test('a file is complete when it rested long enough', async (t) => {
  const { path, scanAt } = scene(t);
  writeFileSync(path('a.json'), '{}');
  assert.deepEqual(await scanAt(0), []);
  assert.deepEqual(await scanAt(999), []);
  assert.deepEqual(await scanAt(1_000), ['a.json']);
});

test('a file that grows, is touched or replaced begins to rest anew', async (t) => {
  const { path, scanAt } = scene(t);
  writeFileSync(path('a.json'), '{');
  await scanAt(0);
  appendFileSync(path('a.json'), '}');
  assert.deepEqual(await scanAt(1_500), []);
  utimesSync(path('a.json'), 1, 1);
  assert.deepEqual(await scanAt(3_000), []);
  writeFileSync(path('.next'), '[]');
  utimesSync(path('.next'), 1, 1);
  renameSync(path('.next'), path('a.json'));
  assert.deepEqual(await scanAt(4_500), []);
  assert.deepEqual(await scanAt(5_500), ['a.json']);
});

for (const unfinished of ['a.json.part', '.a.json.X3k9', 'a.json.tmp', 'a.json~']) {
  test(`${unfinished} is never complete, and is at once when it gets its name`, async (t) => {
    const { path, scanAt } = scene(t);
    writeFileSync(path(unfinished), '{}');
    assert.deepEqual(await scanAt(0), []);
    assert.deepEqual(await scanAt(60_000), []);
    renameSync(path(unfinished), path('a.json'));
    assert.deepEqual(await scanAt(60_001), ['a.json']);
  });
}

test('folders are no files, the oldest file comes first, a file that went away is forgotten', async (t) => {
  const { path, scanAt } = scene(t);
  mkdirSync(path('done'));
  writeFileSync(path('young.json'), '{}');
  writeFileSync(path('old.json'), '{}');
  utimesSync(path('old.json'), 1, 1);
  await scanAt(0);
  assert.deepEqual(await scanAt(1_000), ['old.json', 'young.json']);
  rmSync(path('old.json'));
  assert.deepEqual(await scanAt(1_001), ['young.json']);
});
