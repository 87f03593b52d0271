import type { Doors } from '../../../../services/review-api/open-doors.ts';

/** Doors to an empty stream and an empty rulebook, for tests of who gets in. */
export const EMPTY_DOORS: Doors = {
  rules: {
    list: () => ({ rulebookHash: 'empty', rules: [] }),
    read: async () => null,
    tryText: () => {
      throw new Error('an empty rulebook is not tried');
    },
  },
  pipeline: {
    status: async () => ({ waiting: 0, rejected: 0, calls: 0, flagged: 0, lastCallAt: null, ready: true }),
    deadLetters: {
      list: async () => [],
      redrive: async (ids) => ({ sent: 0, rejectedAgain: 0, notFound: ids.length }),
    },
  },
  events: { subscribe: () => () => {} },
};
