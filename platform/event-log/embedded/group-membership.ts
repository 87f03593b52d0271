import { fairShare } from './fair-share.ts';
import { createGroupScope, type GroupScopeOptions } from './group-scope.ts';
import { createLeases } from './leases.ts';
import { createMembers } from './members.ts';
import { topicPartitions } from './topic-partitions.ts';

export interface OwnedPartition {
  readonly id: number;
  readonly number: number;
  /** Offset to go on from. */
  readonly committed: number;
}

export interface Share {
  /** False when there is no such topic. */
  readonly topicExists: boolean;
  readonly owned: readonly OwnedPartition[];
  /** Ids of owned partitions that are due to another member, but in work: to be released after the batch in hand. */
  readonly surplus: ReadonlySet<number>;
  /** False while others still hold what is due to this member. */
  readonly settled: boolean;
}

/**
 * One member of a consumer group. Members in any process share the partitions by leases in the file. A membership is
 * renewed by each share; it runs out with its leases when the member falls silent or its process is gone. A lease
 * fences its holder's commits. Throws EventLogError.
 */
export interface GroupMembership {
  /** Comes in or renews, gives up what is not in work and due to others, takes what is free and due to this member. */
  share(inWork: ReadonlySet<number>): Share;
  /** Whether members came or went, or partitions were released, since the last share. Cheap. */
  hasChanged(): boolean;
  holds(partitionId: number): boolean;
  /** False: the partition belongs to another member, and nothing was committed. */
  commit(partitionId: number, nextOffset: number): boolean;
  leave(): void;
}

const NO_TOPIC: Share = { topicExists: false, owned: [], surplus: new Set(), settled: true };

export function createGroupMembership(options: GroupScopeOptions): GroupMembership {
  const scope = createGroupScope(options);
  const members = createMembers(scope);
  const leases = createLeases(scope);
  const { db, topic, member } = scope;
  let seenChanges = -1;

  function share(inWork: ReadonlySet<number>): Share {
    const partitions = topicPartitions(db, topic);
    if (partitions.length === 0) return NO_TOPIC;
    members.enter();
    members.dropDead();
    const holders = leases.holders();
    const mine = partitions.filter(({ id }) => holders.get(id) === member);
    const due = fairShare(partitions.length, members.ids(), member);

    const idle = mine.filter(({ id }) => !inWork.has(id));
    const released = new Set(idle.slice(0, Math.max(0, mine.length - due)));
    for (const { id } of released) leases.release(id);
    const kept = mine.filter((partition) => !released.has(partition));

    const free = partitions.filter(({ id }) => !holders.has(id) && !inWork.has(id));
    const taken = free.slice(0, Math.max(0, due - kept.length));
    for (const partition of taken) leases.take(partition);

    seenChanges = scope.changes();
    return {
      topicExists: true,
      owned: [...kept, ...taken].map(({ id, number }) => ({ id, number, committed: leases.committed(id) })),
      surplus: new Set(kept.slice(due).map(({ id }) => id)),
      settled: kept.length + taken.length >= due,
    };
  }

  return {
    share: (inWork) => db.write(() => share(inWork)),
    hasChanged: () => db.read(() => scope.changes() !== seenChanges),
    holds: (partitionId) => db.read(() => leases.holds(partitionId)),
    commit: (partitionId, nextOffset) =>
      db.write(() => {
        const isHeld = leases.holds(partitionId);
        if (isHeld) leases.commit(partitionId, nextOffset);
        return isHeld;
      }),
    leave: () => db.write(() => members.leave()),
  };
}
