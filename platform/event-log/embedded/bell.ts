import { setImmediate as nextTurn } from 'node:timers/promises';

/** Wakes a waiting loop. A ring while nobody waits is kept for the next wait. */
export interface Bell {
  ring(): void;
  /** Resolves when rung, or after the time; other work of the process always gets its turn. */
  wait(ms: number): Promise<void>;
}

export function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | null = null;

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    ring() {
      isRung = true;
      wake?.();
    },
    async wait(ms) {
      await (isRung ? nextTurn() : sleep(ms));
      wake = null;
      isRung = false;
    },
  };
}
