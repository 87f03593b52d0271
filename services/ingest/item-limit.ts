/** Room for key, headers and the reasons in a dead letter. */
const FRAME_BYTES = 65_536;

/**
 * The largest item to take when the event log takes messages of `maxMessageBytes`: its original bytes must still fit as
 * a dead letter, which holds them as base64.
 */
export function itemLimit(maxMessageBytes: number): number {
  return Math.floor(((maxMessageBytes - FRAME_BYTES) * 3) / 4);
}
