import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainFailedStart } from './explain-failed-start.ts';
import { assertPortsFree } from './free-port.ts';

export interface ServerPlan {
  readonly name: string;
  readonly address: string;
  /** Writes into `dir` what the program needs; runs before every start, since the folder is open to others. */
  readonly prepare: () => Promise<void>;
  readonly program: string;
  readonly args: readonly string[];
  /** Working folder; holds data, settings and `logFile`. */
  readonly dir: string;
  readonly logFile: string;
  readonly ports: readonly number[];
  /** Whether `stop` leaves `dir` in place. */
  readonly keepData: boolean;
  /** Asks the server over its own protocol; must answer within a few seconds and never reject. */
  readonly isReady: () => Promise<boolean>;
  readonly readyTimeoutMs: number;
}

/** A running server. Faults can be made with it: it comes back on the same port with the same data. */
export interface ServerProcess {
  /** Where clients connect: `host:port`, or a URL for an HTTP server. */
  readonly address: string;
  readonly dir: string;
  /** Everything the server printed, over all restarts. */
  readonly logFile: string;
  /** Undefined while it is not running. */
  readonly pid: number | undefined;
  /** Sends the signal (default SIGKILL) and waits for the end of the process. */
  kill(signal?: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<void>;
  /** SIGSTOP: hangs without closing its connections, until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends the process unless it is dead already, starts it again and waits until it is ready. */
  restart(): Promise<void>;
  /** Resolves when the present process has ended, with the signal or exit code. */
  waitForExit(): Promise<string>;
  /** Ends the process; removes `dir` unless data is kept. May be called again. */
  stop(): Promise<void>;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
  readonly logStart: number;
  outcome: string | undefined;
}

const POLL_MS = 100;
const GRACE_MS = 20_000;

/**
 * Starts the program and waits until it is ready. It ends with this process, however that ends (its main
 * watches standard input, see EndWithParent.java). Throws ServerError: port_in_use, start_failed, start_timed_out.
 */
export async function startServerProcess(plan: ServerPlan): Promise<ServerProcess> {
  let running: Running | undefined;

  async function start(): Promise<void> {
    await assertPortsFree(plan.ports);
    await plan.prepare();
    running = await launch(plan);
    await waitUntilReady(plan, running);
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (running === undefined || running.outcome !== undefined) return;
    running.child.kill('SIGCONT');
    running.child.kill(signal);
    const late = setTimeout(killNow, GRACE_MS);
    await running.ended;
    clearTimeout(late);
  }
  function killNow(): void {
    running?.child.kill('SIGKILL');
  }
  async function stop(): Promise<void> {
    await end(plan.keepData ? 'SIGTERM' : 'SIGKILL');
    process.removeListener('exit', leaveNothing);
    if (!plan.keepData) await rm(plan.dir, { recursive: true, force: true, maxRetries: 5 });
  }
  function leaveNothing(): void {
    killNow();
    if (!plan.keepData) rmSync(plan.dir, { recursive: true, force: true, maxRetries: 5 });
  }

  process.once('exit', leaveNothing);
  try {
    await start();
  } catch (fault) {
    await end('SIGKILL');
    await stop();
    throw fault;
  }
  return {
    address: plan.address,
    dir: plan.dir,
    logFile: plan.logFile,
    get pid() {
      return running?.outcome === undefined ? running?.child.pid : undefined;
    },
    async kill(signal = 'SIGKILL') {
      running?.child.kill(signal);
      await running?.ended;
    },
    pause: () => void running?.child.kill('SIGSTOP'),
    resume: () => void running?.child.kill('SIGCONT'),
    async restart() {
      await end('SIGTERM');
      await start();
    },
    waitForExit: async () => running?.ended ?? 'not started',
    stop,
  };
}

async function launch(plan: ServerPlan): Promise<Running> {
  const log = await open(plan.logFile, 'a');
  try {
    const { size: logStart } = await log.stat();
    const child = spawn(plan.program, plan.args, { cwd: plan.dir, stdio: ['pipe', log.fd, log.fd] });
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (exitCode, signal) => resolve(signal ?? `exit code ${exitCode}`));
      child.once('error', (fault) => resolve(fault.message));
    });
    const running: Running = { child, ended, logStart, outcome: undefined };
    ended.then((outcome) => {
      running.outcome = outcome;
    });
    return running;
  } finally {
    await log.close();
  }
}

async function waitUntilReady(plan: ServerPlan, running: Running): Promise<void> {
  const deadline = Date.now() + plan.readyTimeoutMs;
  for (;;) {
    const ready = await plan.isReady();
    const ended = running.outcome !== undefined;
    if (ready && !ended) return;
    if (ended || Date.now() > deadline) throw await explainFailedStart({ ...plan, ...running });
    await sleep(POLL_MS);
  }
}
