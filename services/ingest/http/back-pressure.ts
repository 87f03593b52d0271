/** What one request holds. */
export interface Ticket {
  /** Counts bytes it holds from now on; false when that is more than all requests together may hold. */
  take(bytes: number): boolean;
  /** Somebody else keeps what the request holds, until they call the answer. */
  hold(): () => void;
  /** Gives everything back, once nobody holds it any more. */
  release(): void;
}

export interface BackPressure {
  /** A ticket for a request, or null when too many are worked on. */
  enter(): Ticket | null;
}

export interface BackPressureLimits {
  readonly maxRequests: number;
  readonly maxBytes: number;
}

/** Bounds what requests hold together, so that a slow event log fills no memory: senders wait instead. */
export function createBackPressure({ maxRequests, maxBytes }: BackPressureLimits): BackPressure {
  let requests = 0;
  let heldBytes = 0;

  function enter(): Ticket | null {
    if (requests >= maxRequests) return null;
    requests++;
    let own = 0;
    let holders = 1;
    const letGo = () => {
      holders--;
      if (holders > 0) return;
      requests--;
      heldBytes -= own;
    };
    return {
      take(bytes) {
        if (heldBytes + bytes > maxBytes) return false;
        own += bytes;
        heldBytes += bytes;
        return true;
      },
      hold() {
        holders++;
        return letGo;
      },
      release: letGo,
    };
  }

  return { enter };
}
