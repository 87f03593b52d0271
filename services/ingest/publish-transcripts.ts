import type { EventLog, OutgoingMessage } from '../../platform/event-log/port.ts';
import type { AcceptedItem } from './accept-item.ts';

/** Header that names the schema of a message's value. */
export const SCHEMA_HEADER = 'schema';
export const TRANSCRIPT_SCHEMA = 'transcript/1';

/** Resolves when every transcript is durable in the log. Publishing again is harmless: readers know call and revision. */
export async function publishTranscripts(eventLog: EventLog, items: readonly AcceptedItem[]): Promise<void> {
  if (items.length > 0) await eventLog.publish('transcripts', items.map(toMessage));
}

const toMessage = ({ key, json }: AcceptedItem): OutgoingMessage => ({
  key,
  value: Buffer.from(json),
  headers: { [SCHEMA_HEADER]: TRANSCRIPT_SCHEMA },
});
