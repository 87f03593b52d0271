import kafkajs, { type ICustomPartitioner, type Message } from 'kafkajs';

/** Chooses partitions as Java's clients do (murmur2 of the key), and remembers the choice. */
export interface Partitioner {
  readonly create: ICustomPartitioner;
  /** Where kafkajs put a message; undefined while it has not asked. */
  partitionOf(message: Message): number | undefined;
}

/**
 * kafkajs asks again at each attempt. A message without a key would then move to another partition, while the broker
 * takes the batch for the one it has seen under the same sequence number, and drops it.
 */
export function createPartitioner(): Partitioner {
  const chosen = new WeakMap<Message, number>();
  return {
    create() {
      const choose = kafkajs.Partitioners.DefaultPartitioner();
      return (args) => {
        const partition = chosen.get(args.message) ?? choose(args);
        chosen.set(args.message, partition);
        return partition;
      };
    },
    partitionOf: (message) => chosen.get(message),
  };
}
