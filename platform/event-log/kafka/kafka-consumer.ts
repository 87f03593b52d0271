import { backoffMs, DEFAULT_BACKOFF, waitOrAbort } from '../backoff.ts';
import { createConsumerHealth, describeFault, type FaultPlace } from '../consumer-health.ts';
import { type ConsumeOptions, EventLogError, type RunningConsumer } from '../port.ts';
import { type ConsumerRun, startConsumerRun } from './consumer-run.ts';
import type { FetchLoss } from './fetch-loss-patch.ts';
import { isOfType, kafkaFault } from './kafka-fault.ts';
import { createPartitionDelivery } from './partition-delivery.ts';
import { createRestartBudget } from './restart-budget.ts';
import type { KafkaEventLogOptions } from './settings.ts';
import { missingTopic, type TopicAdmin } from './topic-admin.ts';
import { waitForTopic } from './wait-for-topic.ts';

export interface KafkaConsumerDeps {
  readonly log: KafkaEventLogOptions;
  readonly admin: TopicAdmin;
  /** Name at the broker, with its prefix. */
  readonly topic: string;
  readonly groupId: string;
  readonly options: ConsumeOptions;
}

/** On a quiet topic a run without a commit was a good one when its group answered for so long. */
const HEALTHY_RUN_MS = 60_000;

/**
 * Keeps a consumer running: one run of kafkajs after another, each without memory of the one before, so that offsets
 * always come from the group. A topic that is deleted is waited for, with an alarm; made anew, it is read from its
 * start, for the brokers drop a group's offsets with the topic. Messages that retention deleted before they were read
 * raise an alarm, and the oldest that is left comes next. Nothing doubles by either: ids are made of content.
 */
export function startKafkaConsumer({
  log,
  admin,
  topic,
  groupId,
  options,
}: KafkaConsumerDeps): RunningConsumer {
  const { logger, backoff = DEFAULT_BACKOFF, sessionTimeoutMs = 30_000 } = log;
  const { maxRestarts = 5, giveUpAfterMs = 600_000 } = log;
  const health = createConsumerHealth(log.clock ?? Date.now);
  const stopping = new AbortController();
  const where = { topic, groupId };
  let run: ConsumerRun | null = null;
  const budget = createRestartBudget({ maxRestarts, giveUpAfterMs });
  let hasJoined = false;

  function fail(place: FaultPlace, error: unknown): void {
    health.failed(place, error);
    const { code, message } = describeFault(error);
    logger.warn({ ...where, place, code, reason: message }, 'consumer waits after a fault');
  }

  function alarm({ reason, partition }: FetchLoss): void {
    if (reason === 'topic_gone') return;
    const message = `Partition ${partition} no longer holds the offset of the group: it goes on with the oldest message there is.`;
    const lost = new EventLogError('EVENT_LOG_LOST', message, { retriable: true });
    health.failed(partition ?? 'log', lost);
    logger.error({ ...where, partition, code: lost.code }, 'messages were deleted before they were read');
  }

  function newRun(): ConsumerRun {
    const delivery = createPartitionDelivery({
      handle: options.handle,
      maxBatch: options.maxBatch ?? 200,
      sessionTimeoutMs,
      backoff,
      onCommitted(partition) {
        budget.refill();
        health.progressed(partition);
      },
      onHandlerFault: fail,
      onCommitFault: (partition, error) => fail(partition, kafkaFault(error)),
    });
    return startConsumerRun({
      log,
      topic,
      groupId,
      sessionTimeoutMs,
      concurrency: options.concurrency ?? 1,
      stopGraceMs: options.stopGraceMs ?? 8000,
      delivery,
      onSign: () => health.recovered('log'),
      onJoined(partitions) {
        hasJoined = true;
        health.forgetAllBut(partitions);
        logger.info({ ...where, partitions: [...partitions] }, 'consumer joined its group');
      },
      onConnectionFault(error) {
        const fault = kafkaFault(error);
        // kafkajs tries again and again: the first time is worth a line.
        if (health.fault() === null) fail('log', fault);
        else health.failed('log', fault);
      },
      onLoss: alarm,
    });
  }

  async function supervise(): Promise<void> {
    logger.info(where, 'consumer started');
    while (!stopping.signal.aborted) {
      run = newRun();
      const error = await run.ended;
      if (run.healthyMs() > HEALTHY_RUN_MS) budget.refill();
      if (!stopping.signal.aborted) await recoverFrom(error);
    }
    logger.info(where, 'consumer stopped');
  }

  /** Returns when it is time to start again; throws when it is time to give up. */
  async function recoverFrom(error: unknown): Promise<void> {
    if (!isOfType(error, 'UNKNOWN_TOPIC_OR_PARTITION')) return startAgainAfter(kafkaFault(error));
    const hadToWait = await waitForTopic({
      admin,
      topic,
      backoff,
      signal: stopping.signal,
      onMissing: tellTopicIsMissing,
      onFault: (fault) => fail('log', fault),
    });
    // There all along, or again already: a broker that just started may not know it yet.
    if (!hadToWait) await startAgainAfter(topicLost(topic));
  }

  async function startAgainAfter(error: EventLogError): Promise<void> {
    const falls = budget.spend(error.retriable);
    if (falls === null) {
      logger.error({ ...where, code: error.code, reason: error.message }, 'consumer gave up');
      throw error;
    }
    fail('log', error);
    await waitOrAbort(backoffMs(backoff, falls), stopping.signal);
  }

  function tellTopicIsMissing(): void {
    fail('log', hasJoined ? topicLost(topic) : missingTopic(topic));
    const fields = { ...where, code: 'EVENT_LOG_LOST' };
    if (hasJoined) logger.error(fields, 'the topic is gone; made anew it is read from its start');
  }

  const done = supervise();
  done.catch(() => {});
  return {
    done,
    lastProgressMs: health.lastProgressMs,
    fault: health.fault,
    async stop() {
      stopping.abort();
      await run?.stop();
      await done.catch(() => {});
    },
  };
}

function topicLost(topic: string): EventLogError {
  return new EventLogError('EVENT_LOG_LOST', `The topic ${topic} is gone.`, { retriable: true });
}
