import { EventLogError } from '../port.ts';

/** Rejects with EVENT_LOG_TIMEOUT when the work takes longer; what is given up on may still come to its end unseen. */
export async function withDeadline<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(
      new EventLogError('EVENT_LOG_TIMEOUT', `Kafka: no answer within ${ms} ms.`, { retriable: true }),
    );
  }, ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
