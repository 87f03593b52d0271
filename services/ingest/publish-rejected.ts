import { deadLetter, RejectedMessage } from '../../contracts/rejected.ts';
import type { EventLog, OutgoingMessage } from '../../platform/event-log/port.ts';
import type { RejectedItem } from './accept-item.ts';
import { SCHEMA_HEADER } from './publish-transcripts.ts';

export const REJECTED_SCHEMA = 'rejected/1';

/** A rejected item with where it came from, for example calls.ndjson:12 or topic:partition:offset. */
export interface SourcedRejection {
  readonly item: RejectedItem;
  readonly source: string;
  /** The key it had in another system's topic. */
  readonly key: string | null;
}

/** Resolves when every dead letter is durable. The same place and bytes give the same id, so repeats are recognised. */
export async function publishRejected(
  eventLog: EventLog,
  rejections: readonly SourcedRejection[],
  now: () => Date,
): Promise<void> {
  if (rejections.length > 0)
    await eventLog.publish(
      'rejected',
      rejections.map((each) => toMessage(each, now())),
    );
}

function toMessage({ item, source, key }: SourcedRejection, now: Date): OutgoingMessage {
  const { code, details, raw } = item;
  const letter = deadLetter({ stage: 'ingest', code, details: [...details], source, key, raw, now });
  return {
    key: letter.id,
    value: Buffer.from(JSON.stringify(RejectedMessage.parse(letter))),
    headers: { [SCHEMA_HEADER]: REJECTED_SCHEMA },
  };
}
