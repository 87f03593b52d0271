import { Readable } from 'node:stream';
import type { Config } from '../../platform/config/config-schema.ts';
import type { EventLog } from '../../platform/event-log/port.ts';
import { ingestStream } from './ingest-stream.ts';
import { itemLimit } from './item-limit.ts';

/** Puts the original bytes of a dead letter into the stream once more, under a name for what is told of it. */
export function createSendAgain(eventLog: EventLog, config: Config) {
  return (original: Uint8Array, name: string) =>
    ingestStream(Readable.from([original]), {
      eventLog,
      name,
      maxItemBytes: itemLimit(config.kafka.maxMessageBytes),
    });
}
