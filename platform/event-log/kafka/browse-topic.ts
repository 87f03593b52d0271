import { randomUUID } from 'node:crypto';
import type { EachBatchPayload } from 'kafkajs';
import { waitOrAbort } from '../backoff.ts';
import { EventLogError, type IncomingMessage } from '../port.ts';
import { createHandover } from './handover.ts';
import { createKafkaClient } from './kafka-client.ts';
import { kafkaFault } from './kafka-fault.ts';
import { fromKafka } from './message-format.ts';
import { type KafkaEventLogOptions, PATIENT } from './settings.ts';
import type { PartitionRange } from './topic-admin.ts';

const QUIET_LIMIT_MS = 60_000;
const HEARTBEAT_MS = 1000;
const LEAVE_MS = 3000;
const MAX_RESTARTS = 20;

/**
 * Reads the ranges given, oldest first in each partition, by a group of one that commits nothing and is gone afterwards.
 * Rejects with EventLogError, EVENT_LOG_TIMEOUT when nothing comes for a minute.
 */
export async function* browseTopic(
  log: KafkaEventLogOptions,
  topic: string,
  ranges: readonly PartitionRange[],
): AsyncGenerator<IncomingMessage> {
  const next = new Map(ranges.map(({ partition, start }) => [partition, BigInt(start)]));
  const ends = new Map(ranges.map(({ partition, end }) => [partition, BigInt(end)]));
  const isThrough = () => [...ends].every(([partition, end]) => (next.get(partition) ?? end) >= end);
  if (isThrough()) return;

  let restarts = 0;
  const handover = createHandover<readonly IncomingMessage[]>();
  const { kafka, release } = createKafkaClient(log, {
    retry: PATIENT,
    requestTimeoutMs: log.requestTimeoutMs ?? 30_000,
    connectionTimeoutMs: 5000,
  });
  const consumer = kafka.consumer({
    groupId: `${log.prefix ?? ''}${log.clientId}.browse.${randomUUID()}`,
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
    // A group that is still on its way to the broker in charge of it makes kafkajs fall over.
    retry: { ...PATIENT, restartOnFailure: async () => restarts++ < MAX_RESTARTS },
  });
  const giveUp = setInterval(() => {
    if (handover.quietMs() < QUIET_LIMIT_MS) return;
    const message = `Kafka: nothing came of ${topic} for ${QUIET_LIMIT_MS} ms.`;
    handover.fail(new EventLogError('EVENT_LOG_TIMEOUT', message, { retriable: true }));
  }, QUIET_LIMIT_MS / 4);

  async function eachBatch({ batch, heartbeat }: EachBatchPayload): Promise<void> {
    const from = next.get(batch.partition) ?? 0n;
    const end = ends.get(batch.partition) ?? 0n;
    // After a rebalance messages come again.
    const fresh = batch.messages.filter(({ offset }) => BigInt(offset) >= from && BigInt(offset) < end);
    const taken = handover.put(fresh.map((message) => fromKafka(topic, batch.partition, message)));
    while (!taken.aborted) {
      await waitOrAbort(HEARTBEAT_MS, taken);
      await heartbeat();
    }
  }

  try {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) handover.fail(kafkaFault(payload.error));
    });
    // Also tells of batches without a message for us: aborted transactions, gaps of compaction.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      next.set(payload.partition, BigInt(payload.lastOffset) + 1n);
      if (isThrough()) handover.end();
    });
    begin().catch((error) => handover.fail(kafkaFault(error)));
    for await (const messages of handover.taking()) yield* messages;
  } finally {
    clearInterval(giveUp);
    handover.end();
    await release(() => consumer.disconnect(), LEAVE_MS);
  }

  async function begin(): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch });
  }
}
