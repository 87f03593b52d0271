import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const Figures = z.record(z.string(), z.record(z.string(), z.object({ f1: z.number(), labels: z.number() })));

describe('callwarden eval scoring', () => {
  it('prints figures of every batch by itself, development calls apart from those held out', async () => {
    const { stdout } = await run(process.execPath, ['cli/callwarden.ts', 'eval', 'scoring', '--json']);
    const figures = Figures.parse(JSON.parse(stdout));
    assert.deepEqual(Object.keys(figures).sort(), [
      'en-development',
      'en-held-out',
      'zh-development',
      'zh-held-out',
    ]);
    for (const [batch, rows] of Object.entries(figures))
      for (const [row, { f1, labels }] of Object.entries(rows))
        if (labels > 0) assert.ok(f1 >= 0.85, `${batch} ${row} ${f1}`);
  });

  it('names the line of a file that holds no labelled call', async () => {
    await assert.rejects(run(process.execPath, ['cli/callwarden.ts', 'eval', 'scoring', 'package.json']), {
      code: 1,
      stderr: /package\.json:1 is not a call labelled with elements/,
    });
  });
});
