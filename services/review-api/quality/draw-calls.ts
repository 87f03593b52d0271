import { createHash } from 'node:crypto';

/** Whether the draw takes a call: the same seed, share and id always say the same. */
export function isDrawn(callId: string, draw: { readonly share: number; readonly seed: string }): boolean {
  const digest = createHash('sha256').update(`second:${draw.seed}:${callId}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < draw.share;
}
