import { EventLogError, type OutgoingMessage } from './port.ts';

export const DEFAULT_MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

/** Bytes of a message as a log stores it, rounded up: key, value, headers and a little for the frame around them. */
export function messageBytes({ key, value, headers = {} }: OutgoingMessage): number {
  let bytes = 128 + value.byteLength + (key === null ? 0 : Buffer.byteLength(key));
  for (const [name, text] of Object.entries(headers))
    bytes += 10 + Buffer.byteLength(name) + Buffer.byteLength(text);
  return bytes;
}

/** Throws EVENT_LOG_TOO_LARGE when a message can't be taken, before anything is written. */
export function assertMessagesFit(messages: readonly OutgoingMessage[], maxMessageBytes: number): void {
  for (const [index, message] of messages.entries()) {
    const bytes = messageBytes(message);
    if (bytes <= maxMessageBytes) continue;
    throw new EventLogError(
      'EVENT_LOG_TOO_LARGE',
      `Message ${index + 1} of ${messages.length} has ${bytes} bytes; the log takes ${maxMessageBytes}.`,
      { retriable: false },
    );
  }
}
