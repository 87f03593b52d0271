import kafkajs, { type logCreator } from 'kafkajs';
import type { EventLogLogger } from '../logger.ts';

/** What kafkajs adds to a line and is neither a text nor a secret. */
const FIELDS = [
  'broker',
  'clientId',
  'groupId',
  'memberId',
  'topic',
  'partition',
  'offset',
  'retryCount',
  'retryTime',
];

/** Errors that kafkajs meets, reports and mends by trying again: brokers that restart, groups that rebalance. */
const MENDED =
  /^Connection (error|timeout)|^Failed to (connect|send messages)|^Response |^Crash: |^Restarting the consumer|not aware of this member|^Not connected|^Closed connection|NOT_COORDINATOR|rebalanc/i;

/**
 * kafkajs's lines for our logger. What fails for good reaches callers as a coded error, a fault or a rejected `done`,
 * which are logged where they are raised: so nothing of kafkajs is more than a warning, and what it mends is debug.
 */
export function createLogCreator(logger: EventLogLogger): logCreator {
  return () =>
    ({ namespace, level, log }) => {
      const { message, error, retryCount } = { error: undefined, retryCount: undefined, ...log };
      const fields: Record<string, unknown> = { from: `kafkajs ${namespace}` };
      for (const name of FIELDS) if (log[name] !== undefined) fields[name] = log[name];
      if (typeof error === 'string') Object.assign(fields, { reason: error });
      if (level === kafkajs.logLevel.ERROR && retryCount === undefined && !MENDED.test(message))
        logger.warn(fields, message);
      else logger.debug(fields, message);
    };
}
