import type { Logger } from '../logging/create-logger.ts';
import { EXIT, type Lifecycle } from './create-lifecycle.ts';

/**
 * Runs a process to its end: starts the parts, stops them on SIGTERM or SIGINT (a second signal ends at once), on a
 * part's fault or on an error nobody caught, then exits with the lifecycle's code. Never returns to the caller's code.
 */
export async function runProcess(lifecycle: Lifecycle, logger: Logger): Promise<never> {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(EXIT.stopTimedOut);
    asked = true;
    logger.info({ signal }, 'asked to stop');
    void lifecycle.stop();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);

  let crashed = false;
  const onCrash = (error: unknown) => {
    crashed = true;
    logger.fatal({ err: error }, 'an error that nobody caught');
    void lifecycle.stop();
  };
  process.on('uncaughtException', onCrash);
  process.on('unhandledRejection', onCrash);

  await lifecycle.start();
  const code = await lifecycle.done;
  process.exit(crashed && code === EXIT.stopped ? EXIT.partFailed : code);
}
