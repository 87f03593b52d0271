import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { EventLogError } from '../port.ts';
import { isOfType } from './kafka-fault.ts';

const LEADER_DEADLINE_MS = 20_000;
const COORDINATOR_ON_ITS_WAY = [
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
];
const COORDINATOR_TRIES = 30;

/** A topic can be written to once each partition has a leader, which takes a moment after it was made. */
export async function waitForLeaders(admin: Admin, topics: readonly string[]): Promise<void> {
  const deadline = performance.now() + LEADER_DEADLINE_MS;
  for (;;) {
    const hasLeaders = await admin.fetchTopicMetadata({ topics: [...topics] }).then(
      (found) => found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)),
      () => false,
    );
    if (hasLeaders) return;
    if (performance.now() > deadline)
      throw new EventLogError('EVENT_LOG_TIMEOUT', `No leaders for ${topics.join(', ')} yet.`, {
        retriable: true,
      });
    await sleep(100);
  }
}

/** On a broker that has just started, groups are on their way to the broker in charge of them: asks until they are there. */
export async function whenCoordinated<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === COORDINATOR_TRIES || !isOfType(error, ...COORDINATOR_ON_ITS_WAY)) throw error;
      await sleep(200);
    }
  }
}
