import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { z } from 'zod';

const Line = z.strictObject({ event: z.enum(['given', 'handled']), numbers: z.array(z.number()) });

export interface ConsumerProcessPlan {
  /** From EventLogHarness.fixtureLog. */
  readonly log: Readonly<Record<string, unknown>>;
  readonly group: string;
  readonly maxBatch?: number;
  /** After so many handled messages, the next batch is given and kept in hand for ever. */
  readonly hangAfter?: number;
  /** Instead of hanging, the whole process stands still until this file exists, and then finishes the batch. */
  readonly freezeUntil?: string;
}

/** A process that consumes `transcripts` with fixtures/consume.ts. Ended with the test. */
export interface ConsumerProcess {
  readonly child: ChildProcess;
  /** Numbers handed to its handler, and those its handler was done with. */
  readonly given: readonly number[];
  readonly handled: readonly number[];
  kill(signal: NodeJS.Signals): Promise<void>;
}

export function startConsumerProcess(t: TestContext, plan: ConsumerProcessPlan): ConsumerProcess {
  const program = join(import.meta.dirname, '../fixtures/consume.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const numbers = { given: [] as number[], handled: [] as number[] };
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = Line.parse(JSON.parse(text));
    numbers[line.event].push(...line.numbers);
  });
  async function kill(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGCONT');
    child.kill(signal);
    await ended;
  }
  t.after(() => kill('SIGKILL'));
  return { child, ...numbers, kill };
}
