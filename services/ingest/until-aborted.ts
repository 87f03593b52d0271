/** The same chunks, each told to `onChunk`; an abort ends the wait for the next one at once, with the signal's reason. */
export async function* untilAborted(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: (chunk: Uint8Array) => void,
  signal?: AbortSignal,
): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const onAbort = () => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  try {
    signal?.throwIfAborted();
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), aborted.promise]);
      if (done) return;
      onChunk(value);
      yield value;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    // A source that is stuck may never answer; nobody waits for it.
    void iterator.return?.().catch(() => {});
  }
}
