import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import type { Message, PartitionMetadata } from 'kafkajs';
import { z } from 'zod';
import { createLogCreator } from '../../../platform/event-log/kafka/log-creator.ts';
import { createPartitioner } from '../../../platform/event-log/kafka/partitioner.ts';
import { patchMethod } from '../../../platform/event-log/kafka/patch-method.ts';
import { createPublishQueue } from '../../../platform/event-log/kafka/publish-queue.ts';
import { unacknowledged } from '../../../platform/event-log/kafka/publisher.ts';
import { quietRequestQueue } from '../../../platform/event-log/kafka/request-queue-patch.ts';
import { createLogRecorder } from './support/log-recorder.ts';
import { numbered, range } from './support/numbered.ts';

const require = createRequire(import.meta.url);

describe('what is mended in kafkajs', () => {
  test('it is the release the patches were written for', () => {
    const { version } = z.object({ version: z.string() }).parse(require('kafkajs/package.json'));
    assert.equal(version, '2.2.4');
  });

  test('a request queue with nothing to send sets no timer; with something held back it does', () => {
    quietRequestQueue();
    const RequestQueue = require('kafkajs/src/network/requestQueue/index.js');
    const queue = new RequestQueue({ maxInFlightRequests: null, logger: { debug() {} } });
    queue.checkPendingRequests();
    assert.equal(queue.throttleCheckTimeoutId, null);
    queue.maybeThrottle(60_000);
    queue.checkPendingRequests();
    assert.notEqual(queue.throttleCheckTimeoutId, null);
    queue.destroy();
  });

  test('a class or method that is gone fails at the start', () => {
    class Something {
      method() {
        return 'original';
      }
    }
    const message = /not the release/;
    assert.throws(() => patchMethod(undefined, 'method', (original) => original), message);
    assert.throws(() => patchMethod(Something, 'other', (original) => original), message);
    for (const _twice of range(2))
      patchMethod(Something, 'method', (original) => (self, args) => `patched ${original(self, args)}`);
    assert.equal(new Something().method(), 'patched original');
  });

  test('a message without a key stays in its partition however often it is sent', () => {
    const partitioner = createPartitioner();
    const choose = partitioner.create();
    const metadata = { leader: 1, replicas: [1], isr: [1], partitionErrorCode: 0 };
    const partitionMetadata: PartitionMetadata[] = range(6).map((partitionId) => ({
      ...metadata,
      partitionId,
    }));
    const messages: Message[] = range(6).map(() => ({ key: null, value: 'x' }));
    const first = messages.map((message) => choose({ topic: 't', partitionMetadata, message }));
    const again = messages.toReversed().map((message) => choose({ topic: 't', partitionMetadata, message }));
    assert.equal(new Set(first).size, 6);
    assert.deepEqual(again.toReversed(), first);
    // As Java's clients have it: murmur2 of the key.
    const keyed = { key: 'debtor-7', value: 'x' };
    assert.equal(
      choose({ topic: 't', partitionMetadata, message: keyed }),
      choose({ topic: 't', partitionMetadata, message: { ...keyed } }),
    );
  });

  test('a partition that an acknowledgement leaves out is noticed', async () => {
    const queue = createPublishQueue(1_000_000);
    const outcome = queue.add('t', numbered(6, { keys: 6 }));
    const entries = queue.next(1_000_000);
    const partitionOf = (message: Message) => Number(String(message.value)) % 3;
    const partitioner = { ...createPartitioner(), partitionOf };
    const results = [0, 2].map((partition) => ({ topicName: 't', partition, errorCode: 0 }));
    const left = unacknowledged(entries, results, partitioner);
    assert.deepEqual(
      left.map(({ message }) => String(message.value)),
      ['1', '4'],
    );
    assert.deepEqual(unacknowledged(left, [{ topicName: 't', partition: 1, errorCode: 0 }], partitioner), []);
    queue.acknowledge(entries);
    await outcome;
  });

  test('lines of kafkajs: what it mends is debug, what it reports otherwise a warning; only ids and codes', () => {
    const { logger, lines } = createLogRecorder();
    const write = createLogCreator(logger)(4);
    const entry = (level: number, message: string, extra: Record<string, unknown> = {}) =>
      write({
        namespace: 'Connection',
        level,
        label: '',
        log: { timestamp: '', logger: 'kafkajs', message, ...extra },
      });
    entry(1, 'Connection error: connect ECONNREFUSED', { broker: 'b:1', stack: 'at …' });
    entry(1, 'Response Metadata(key: 3)', { error: 'There is no leader' });
    entry(1, 'The group coordinator is loading', { retryCount: 2 });
    entry(2, 'The group is rebalancing, re-joining', { groupId: 'g' });
    entry(1, 'Something new', { groupId: 'g', data: { text: 'what was said' } });
    assert.deepEqual(
      lines.map(({ level }) => level),
      ['debug', 'debug', 'debug', 'debug', 'warn'],
    );
    assert.deepEqual(lines[0]?.fields, { from: 'kafkajs Connection', broker: 'b:1' });
    assert.deepEqual(lines[4]?.fields, { from: 'kafkajs Connection', groupId: 'g' });
  });
});
