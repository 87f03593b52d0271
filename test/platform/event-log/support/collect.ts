import type { EventLog, IncomingMessage, Topic } from '../../../../platform/event-log/port.ts';

/** All a browse gives. */
export async function collect(log: EventLog, topic: Topic): Promise<IncomingMessage[]> {
  const messages: IncomingMessage[] = [];
  for await (const message of log.browse(topic)) messages.push(message);
  return messages;
}
