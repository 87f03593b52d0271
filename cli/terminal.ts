/** Where a command writes: results to out, everything for people to err. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** A person watches: progress bars make sense. */
  readonly isWatched: boolean;
}

/** Exit codes of every command. */
export const EXIT_CODES = {
  ok: 0,
  /** Something outside failed: a server, a disk, a file. */
  failed: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** It ran, and found something wrong with the data: rejected items, failed checks, a difference. */
  findings: 3,
} as const;

/** Ends a command with a message for people and an exit code, without a stack trace. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT_CODES.failed, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

export function createTerminal(): Terminal {
  // A reader that has seen enough (head, less) ends the command, quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT_CODES.ok : EXIT_CODES.failed),
  );
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    isWatched: process.stderr.isTTY === true,
  };
}
