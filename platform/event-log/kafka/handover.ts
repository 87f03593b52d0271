/** Passes values from one who has them to one who takes them, one at a time, so that nothing piles up. */
export interface Handover<Value> {
  /** The signal is aborted once the value was taken and worked on, or nobody takes any more. */
  put(value: Value): AbortSignal;
  /** Nothing comes any more; what was put is still taken. */
  end(): void;
  fail(error: Error): void;
  /** Milliseconds for which the taker has waited. */
  quietMs(): number;
  taking(): AsyncGenerator<Value>;
}

export function createHandover<Value>(): Handover<Value> {
  const waiting: { readonly value: Value; readonly taken: AbortController }[] = [];
  let isEnded = false;
  let failure: Error | null = null;
  let wake = () => {};
  let waitsSinceMs: number | null = null;

  function end(): void {
    isEnded = true;
    wake();
  }

  async function* taking(): AsyncGenerator<Value> {
    try {
      for (;;) {
        if (failure !== null) throw failure;
        const [first] = waiting;
        if (first === undefined) {
          if (isEnded) return;
          await new Promise<void>((resolve) => {
            wake = resolve;
            waitsSinceMs = performance.now();
          });
          waitsSinceMs = null;
          continue;
        }
        yield first.value;
        waiting.shift();
        first.taken.abort();
      }
    } finally {
      isEnded = true;
      for (const { taken } of waiting) taken.abort();
    }
  }

  return {
    put(value) {
      const taken = new AbortController();
      if (isEnded) taken.abort();
      else waiting.push({ value, taken });
      wake();
      return taken.signal;
    },
    end,
    fail(error) {
      failure ??= error;
      end();
    },
    quietMs: () => (waitsSinceMs === null ? 0 : performance.now() - waitsSinceMs),
    taking,
  };
}
