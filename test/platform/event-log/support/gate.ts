/** Something a handler waits at until the test opens it. */
export interface Gate {
  readonly opened: Promise<void>;
  readonly isOpen: () => boolean;
  open(): void;
}

export function createGate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isOpen = false;
  return {
    opened: promise,
    isOpen: () => isOpen,
    open() {
      isOpen = true;
      resolve();
    },
  };
}
