import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { IncomingMessage, OutgoingMessage } from '../port.ts';

export function toKafka({ key, value, headers }: OutgoingMessage): Message {
  return {
    key,
    value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
    ...(headers && { headers: { ...headers } }),
  };
}

/** Whatever another system wrote becomes a message: no value is an empty one, a header given twice counts once. */
export function fromKafka(topic: string, partition: number, message: KafkaMessage): IncomingMessage {
  return {
    topic,
    partition,
    offset: message.offset,
    timestampMs: Number(message.timestamp),
    key: message.key === null ? null : message.key.toString('utf8'),
    headers: texts(message.headers ?? {}),
    value: message.value ?? Buffer.alloc(0),
  };
}

function texts(headers: IHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, given]) => {
    const value = Array.isArray(given) ? given.at(-1) : given;
    return [name, value === undefined || value === null ? '' : value.toString('utf8')] as const;
  });
  return Object.fromEntries(entries);
}
