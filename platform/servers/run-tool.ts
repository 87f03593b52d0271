import { spawn } from 'node:child_process';

const KEPT_CHARS = 4000;

export interface ToolResult {
  /** Exit code; null when the tool was ended by a signal. */
  readonly exitCode: number | null;
  /** The last characters of both outputs, for error messages. */
  readonly tail: string;
}

/** Runs a program to its end. Rejects only when it cannot be started (e.g. ENOENT: not installed). */
export function runTool(program: string, args: readonly string[]): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const keep = (chunk: Buffer) => {
      tail = (tail + chunk.toString('utf8')).slice(-KEPT_CHARS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, tail: tail.trim() }));
  });
}
