import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until the condition holds; fails with what was waited for after the deadline (default 60 s). */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  deadlineMs = 60_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}.`);
    await sleep(10);
  }
}
