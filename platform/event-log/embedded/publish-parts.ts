import { messageBytes } from '../message-size.ts';
import type { OutgoingMessage } from '../port.ts';

const PART_MESSAGES = 1000;
const PART_BYTES = 8 * 1024 * 1024;

/** Cuts what is published at once into parts that don't hold up the process or the other writers for long. */
export function* publishParts(messages: readonly OutgoingMessage[]): Generator<readonly OutgoingMessage[]> {
  let part: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = messageBytes(message);
    if (part.length === PART_MESSAGES || (part.length > 0 && bytes + size > PART_BYTES)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(message);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
