import { z } from 'zod';
import { QueueEvent } from '../../../contracts/call-work.ts';
import { ReviewEvent } from '../../../contracts/review.ts';
import type { BatchHandler } from '../../../platform/event-log/port.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { Ledger, LedgerFact } from './create-ledger.ts';
import { queueFact, reviewFact } from './review-fact.ts';

export interface ReviewTopicIntakeOptions {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * Brings into the ledger what is published on the `reviews` topic and not in it: the reopenings that an analysis makes.
 * The rest is there already, and a fact is appended once. What is no event is passed over with its place in the log.
 */
export function createReviewTopicIntake({ ledger, logger }: ReviewTopicIntakeOptions): BatchHandler {
  async function isAppended(fact: LedgerFact): Promise<boolean> {
    try {
      await ledger.append(fact);
      return true;
    } catch (error) {
      // It breaks the contract of the ledger; every other fault is of the outside and comes again.
      if (error instanceof z.ZodError) return false;
      throw error;
    }
  }

  return async function takeReviewEvents(batch) {
    const taken = batch.map(async ({ value, partition, offset }) => {
      const fact = factOf(value);
      const isTaken = fact !== null && (await isAppended(fact));
      if (!isTaken) logger.warn({ topic: 'reviews', partition, offset }, 'not a review event');
    });
    await Promise.all(taken);
  };
}

function factOf(value: Uint8Array): LedgerFact | null {
  const parsed = jsonOf(value);
  const review = ReviewEvent.safeParse(parsed);
  if (review.success) return reviewFact(review.data);
  const queue = QueueEvent.safeParse(parsed);
  return queue.success ? queueFact(queue.data) : null;
}

function jsonOf(value: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(value).toString());
  } catch {
    return null;
  }
}
