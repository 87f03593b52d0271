import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '../../..');
const CLI = join(ROOT, 'cli/callwarden.ts');
export const LEXICONS = join(ROOT, 'lexicons');

/** A test's context, or whatever else runs these at its end. */
export interface Cleanup {
  after(work: () => unknown): void;
}

/** A folder of its own for one test, removed after it. */
export function scratch(t: Cleanup): string {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one command to its end in a folder, in an environment without settings. */
export async function callwarden(cwd: string, args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: {} });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const closed = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, out, err };
}

export interface Running {
  readonly child: ChildProcess;
  out(): string;
  err(): string;
  /** Sends the signal and resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a command that goes on until it is told to stop; ended with the test. */
export function startCallwarden(
  t: Cleanup,
  { cwd, args, env = {} }: { cwd: string; args: readonly string[]; env?: Readonly<Record<string, string>> },
): Running {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said.out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said.err += part;
  });
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  }
  t.after(() => end('SIGKILL'));
  return { child, out: () => said.out, err: () => said.err, end };
}
