import type { TestContext } from 'node:test';
import type { Part, RunningPart } from '../../../../platform/lifecycle/part.ts';

/** Starts a part for a test; it is stopped after the test at the latest. A fault it reports fails the test. */
export async function runPart(t: TestContext, part: Part): Promise<RunningPart> {
  const running = await part.start((error) => {
    throw error;
  });
  t.after(() => running.stop());
  return running;
}
