import type { Readable } from 'node:stream';
import { gunzip } from '../gunzip.ts';
import { untilAborted } from '../until-aborted.ts';
import type { ProblemCode } from './problems.ts';

export interface BodyLimits {
  /** After decompression. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Asked before bytes are held; false refuses the request. */
  take(bytes: number): boolean;
}

/** A whole body in memory, or why it was refused. */
export type CollectedBody =
  | { readonly status: 'whole'; readonly chunks: readonly Uint8Array[] }
  | { readonly status: 'refused'; readonly code: ProblemCode; readonly detail?: string }
  /** The sender went away: nobody waits for an answer. */
  | { readonly status: 'gone' };

/**
 * Reads a request's body, plain or gzip, counting decompressed bytes as they come, so that a small archive can't fill
 * the memory. Never destroys the request: the answer still has to go out.
 */
export async function collectBody(
  body: Readable,
  encoding: 'gzip' | 'identity',
  { maxBytes, timeoutMs, take }: BodyLimits,
): Promise<CollectedBody> {
  const signal = AbortSignal.timeout(timeoutMs);
  const received = untilAborted(body.iterator({ destroyOnReturn: false }), () => {}, signal);
  const plain = encoding === 'gzip' ? gunzip(received) : received;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of plain) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        return {
          status: 'refused',
          code: 'too_large',
          detail: `At most ${maxBytes} bytes are taken at once.`,
        };
      }
      if (!take(chunk.length)) return { status: 'refused', code: 'too_busy' };
      chunks.push(chunk);
    }
    return { status: 'whole', chunks };
  } catch (error) {
    if (signal.aborted) return { status: 'refused', code: 'too_slow' };
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) return { status: 'refused', code: 'broken_encoding' };
    return { status: 'gone' };
  }
}
