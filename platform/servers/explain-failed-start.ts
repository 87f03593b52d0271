import { readFile } from 'node:fs/promises';
import { ServerError } from './server-error.ts';

const QUOTED_LINES = 15;
const STACK_FRAME = /^\s+at /;

/** What a server prints when it cannot run, and what helps. */
const MENDS: readonly [RegExp, string][] = [
  [/Address already in use|BindException/, 'another program took its port: choose another port'],
  [/server\.lock is held/, 'another server runs on this folder: stop it'],
  [/UnsupportedClassVersionError/, 'its JDK is too old: name a newer one in CALLWARDEN_JAVA'],
  [
    /OutOfMemoryError|Could not reserve enough space|Cannot allocate memory/,
    'free some memory or give it less heap',
  ],
  [/No space left on device/, 'free some disk space'],
  [
    /InconsistentClusterIdException|Invalid cluster\.id|meta\.properties|corrupt/i,
    'its data is unusable: remove the folder, if it may go',
  ],
];

export interface FailedStart {
  readonly name: string;
  readonly logFile: string;
  /** Bytes of the log that are older than this start. */
  readonly logStart: number;
  /** How the process ended; undefined when it runs but did not answer in time. */
  readonly outcome: string | undefined;
}

/** The error of a failed start, with the mend and the last lines of its log: a temporary folder will be gone. */
export async function explainFailedStart(start: FailedStart): Promise<ServerError> {
  const log = await readFile(start.logFile).catch(() => Buffer.alloc(0));
  const lines = log.subarray(start.logStart).toString('utf8').trimEnd().split('\n');
  const known = MENDS.find(([sign]) => lines.some((line) => sign.test(line)));
  const mend = known?.[1] ?? 'the lines below say why';
  const what = start.outcome === undefined ? 'did not answer in time' : `ended with ${start.outcome}`;
  const quoted = lines.filter((line) => !STACK_FRAME.test(line)).slice(-QUOTED_LINES);
  return new ServerError(
    start.outcome === undefined ? 'start_timed_out' : 'start_failed',
    `${start.name} ${what}; ${mend}. Last lines of ${start.logFile}:\n${quoted.join('\n')}`,
  );
}
