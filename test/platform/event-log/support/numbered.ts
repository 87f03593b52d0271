import type { IncomingMessage, OutgoingMessage } from '../../../../platform/event-log/port.ts';

/** Messages whose value is their number, from `from` on, dealt to `keys` keys in turn. */
export function numbered(count: number, { from = 0, keys = 12 } = {}): OutgoingMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `debtor-${(from + index) % keys}`,
    value: Buffer.from(String(from + index)),
  }));
}

export function numberOf(message: Pick<IncomingMessage, 'value'>): number {
  return Number(Buffer.from(message.value).toString());
}

export function range(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
