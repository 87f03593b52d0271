/** How many of the partitions a member should hold; members sorted by id agree on it without talking. */
export function fairShare(partitions: number, members: readonly string[], member: string): number {
  const rank = members.toSorted().indexOf(member);
  const extra = rank < partitions % members.length ? 1 : 0;
  return Math.floor(partitions / members.length) + extra;
}
