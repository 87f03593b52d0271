import type { StoredCall } from '../../contracts/call-record.ts';
import type { RejectedMessage } from '../../contracts/rejected.ts';
import type { ReviewEvent } from '../../contracts/review.ts';
import { type EventLog, EventLogError, type OutgoingMessage } from '../../platform/event-log/port.ts';

type Log = Pick<EventLog, 'publish'>;

/** One message a finding that officers see; told again on redelivery, readers know it by its id. */
export async function publishFindings(eventLog: Log, calls: readonly StoredCall[]): Promise<void> {
  const messages = calls.flatMap(({ record, findings }) =>
    findings
      .filter(({ finding, superseded }) => finding.status === 'active' && !superseded)
      .map(({ finding }) => jsonMessage(record.debtorId ?? record.callId, finding, 'finding/1')),
  );
  if (messages.length > 0) await eventLog.publish('findings', messages);
}

export async function publishReopened(eventLog: Log, events: readonly ReviewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await eventLog.publish(
    'reviews',
    events.map((event) => jsonMessage(event.callId, event, 'review-event/1')),
  );
}

/**
 * Dead letters. One that is too large for the log, which other systems' messages may make it, goes without its bytes:
 * they can still be read at the position it names, and the stream goes on.
 */
export async function publishLetters(eventLog: Log, letters: readonly RejectedMessage[]): Promise<void> {
  if (letters.length === 0) return;
  if (await publishIfFits(eventLog, letters)) return;
  for (const letter of letters) {
    if (!(await publishIfFits(eventLog, [letter])))
      await eventLog.publish('rejected', [letterMessage(withoutBytes(letter))]);
  }
}

async function publishIfFits(eventLog: Log, letters: readonly RejectedMessage[]): Promise<boolean> {
  try {
    await eventLog.publish('rejected', letters.map(letterMessage));
    return true;
  } catch (error) {
    if (error instanceof EventLogError && error.code === 'EVENT_LOG_TOO_LARGE') return false;
    throw error;
  }
}

const withoutBytes = (letter: RejectedMessage): RejectedMessage => ({
  ...letter,
  original: '',
  details: [
    ...letter.details,
    {
      field: '$',
      reason: `its ${Buffer.byteLength(letter.original, 'base64')} bytes do not fit a dead letter`,
      mend: `read them at ${letter.source}; send transcripts below three quarters of kafka.maxMessageBytes`,
    },
  ],
});

const letterMessage = (letter: RejectedMessage) => jsonMessage(letter.id, letter, 'rejected/1');

const jsonMessage = (key: string, value: unknown, schema: string): OutgoingMessage => ({
  key,
  value: Buffer.from(JSON.stringify(value)),
  headers: { schema },
});
