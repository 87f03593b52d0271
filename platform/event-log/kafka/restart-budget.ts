export interface RestartBudget {
  /** Counts a fall. Returns how often it fell in a row, or null when it is time to give up. */
  spend(canTimeMend: boolean): number | null;
  /** There was progress. */
  refill(): void;
}

export interface RestartBudgetOptions {
  readonly maxRestarts: number;
  /** What time can mend is tried for this long at least, however often it falls. */
  readonly giveUpAfterMs: number;
}

/** Bounds how long something that falls over is started again: for ever would hide that it does nothing. */
export function createRestartBudget({ maxRestarts, giveUpAfterMs }: RestartBudgetOptions): RestartBudget {
  let falls = 0;
  let firstMs = 0;
  return {
    spend(canTimeMend) {
      if (falls === 0) firstMs = performance.now();
      falls += 1;
      const mayMend = canTimeMend && performance.now() - firstMs < giveUpAfterMs;
      return falls <= maxRestarts || mayMend ? falls : null;
    },
    refill() {
      falls = 0;
    },
  };
}
