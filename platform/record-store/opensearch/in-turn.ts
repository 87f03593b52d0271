/** Runs work of one key in the order in which it was asked for; of different keys at once. */
export function inTurn() {
  const last = new Map<string, Promise<unknown>>();

  return async function takeTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
