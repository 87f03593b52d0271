import { hostname } from 'node:os';

export interface ProcessMark {
  readonly host: string;
  readonly pid: number;
  readonly startedMs: number;
}

export const OWN_PROCESS: ProcessMark = {
  host: hostname(),
  pid: process.pid,
  startedMs: Math.round(Date.now() - process.uptime() * 1000),
};

/** Clocks are set and uptimes rounded; two processes that had one number started further apart than this. */
const START_TOLERANCE_MS = 5000;

/**
 * Whether a process has certainly ended, so that nobody need wait for its leases to run out: after kill -9 the
 * successor starts at once. Never certain of a process on another host, or of a number that is in use again.
 */
export function isProcessGone(other: ProcessMark): boolean {
  if (other.host !== OWN_PROCESS.host) return false;
  // In a container the successor has its predecessor's number.
  if (other.pid === OWN_PROCESS.pid)
    return Math.abs(other.startedMs - OWN_PROCESS.startedMs) > START_TOLERANCE_MS;
  try {
    process.kill(other.pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
