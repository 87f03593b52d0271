import { createRequire } from 'node:module';
import { patchMethod } from './patch-method.ts';

/** The log is not what the consumer's offsets speak of. */
export interface FetchLoss {
  /** topic_gone: the topic was deleted, perhaps made anew. out_of_range: messages not seen yet were deleted by retention. */
  readonly reason: 'topic_gone' | 'out_of_range';
  readonly topic: string | null;
  readonly partition: number | null;
}

/** Ends a run of kafkajs without a retry of its own: offsets held in memory would skip what a new topic holds. */
export class TopicGone extends Error {
  readonly retriable = false;
  constructor(cause: unknown) {
    super('The topic is gone.', { cause });
    this.name = 'TopicGone';
  }
}

const listener = Symbol('listener for fetch losses');

/** Calls back for losses met by the consumer of this cluster object, which kafkajs makes one per consumer. */
export function onFetchLoss(cluster: object, tell: (loss: FetchLoss) => void): void {
  Object.assign(cluster, { [listener]: tell });
}

/**
 * kafkajs mends losses in silence. For consumers that listen, a topic that is gone ends the run with TopicGone, and
 * offsets out of range are told before kafkajs goes back to the earliest.
 */
export function tellFetchLosses(): void {
  const groupClass = createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup.js');
  patchMethod(groupClass, 'recoverFromFetch', (original) => async (group, args) => {
    const loss = lossOf(args[0]);
    const tell = listenerOf(group);
    if (loss !== null && tell !== null) {
      tell(loss);
      if (loss.reason === 'topic_gone') throw new TopicGone(args[0]);
    }
    return original(group, args);
  });
}

function lossOf(error: unknown): FetchLoss | null {
  const { name, type, topic, partition } = {
    name: '',
    type: '',
    topic: null,
    partition: null,
    ...view(error),
  };
  const where = {
    topic: typeof topic === 'string' ? topic : null,
    partition: typeof partition === 'number' ? partition : null,
  };
  if (name === 'KafkaJSOffsetOutOfRange') return { reason: 'out_of_range', ...where };
  return type === 'UNKNOWN_TOPIC_OR_PARTITION' ? { reason: 'topic_gone', ...where } : null;
}

function listenerOf(group: object): ((loss: FetchLoss) => void) | null {
  const cluster: unknown = Reflect.get(group, 'cluster');
  const tell: unknown =
    typeof cluster === 'object' && cluster !== null ? Reflect.get(cluster, listener) : null;
  return typeof tell === 'function' ? (loss) => Reflect.apply(tell, undefined, [loss]) : null;
}

function view(error: unknown): object {
  return typeof error === 'object' && error !== null ? error : {};
}
