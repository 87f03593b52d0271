import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const ROOT = join(import.meta.dirname, '../../..');
export const MAINS = {
  analyzer: join(ROOT, 'services/analyzer/main.ts'),
  ingest: join(ROOT, 'services/ingest/main.ts'),
  failpoint: join(ROOT, 'test/faults/fixtures/analyzer-with-failpoint.ts'),
} as const;

/** A process of the product. Ended with the test. */
export interface ProductProcess {
  readonly child: ChildProcess;
  /** All it wrote to standard error. */
  said(): string;
  /** Sends the signal and resolves with the exit code, or null where the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves when it ends by itself. */
  ended(): Promise<number | null>;
}

/** Starts a main with settings (`name=value`) in an environment without any. */
export function startProcess(
  t: TestContext,
  main: keyof typeof MAINS,
  { settings = [], args = [] }: { readonly settings?: readonly string[]; readonly args?: readonly string[] },
): ProductProcess {
  const all = [MAINS[main], ...args, ...settings.flatMap((setting) => ['--set', setting])];
  const child = spawn(process.execPath, all, { env: {}, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  async function ended(): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }
  t.after(() => child.kill('SIGKILL'));
  return {
    child,
    said: () => said,
    ended,
    end(signal) {
      child.kill(signal);
      return ended();
    },
  };
}
