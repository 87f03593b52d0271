import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { RejectedMessage } from '../../../../contracts/rejected.ts';
import { Transcript } from '../../../../contracts/transcript.ts';
import { createEmbeddedEventLog } from '../../../../platform/event-log/embedded/embedded-event-log.ts';
import type { EventLog, IncomingMessage, Topic } from '../../../../platform/event-log/port.ts';

export interface ScratchLog {
  /** A folder for the test's files; the log is inside. */
  readonly folder: string;
  readonly eventLog: EventLog;
  messages(topic: Topic): Promise<IncomingMessage[]>;
  /** Ids of the published calls, each once, sorted. */
  callIds(): Promise<string[]>;
  transcripts(): Promise<Transcript[]>;
  deadLetters(): Promise<RejectedMessage[]>;
}

/** An embedded event log of the test's own, gone after it. */
export async function scratchLog(
  t: TestContext,
  options: { readonly maxFileBytes?: number; readonly maxMessageBytes?: number } = {},
): Promise<ScratchLog> {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-ingest-'));
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'log.sqlite'), ...options });
  t.after(async () => {
    await eventLog.close();
    rmSync(folder, { recursive: true });
  });
  await eventLog.ensureTopics();
  const messages = async (topic: Topic) => {
    const found: IncomingMessage[] = [];
    for await (const message of eventLog.browse(topic)) found.push(message);
    return found;
  };
  const parsed = async (topic: Topic) =>
    (await messages(topic)).map((message): unknown => JSON.parse(Buffer.from(message.value).toString()));
  const transcripts = async () => (await parsed('transcripts')).map((value) => Transcript.parse(value));
  return {
    folder,
    eventLog,
    messages,
    transcripts,
    callIds: async () => [...new Set((await transcripts()).map((call) => call.callId))].sort(),
    deadLetters: async () => (await parsed('rejected')).map((value) => RejectedMessage.parse(value)),
  };
}
