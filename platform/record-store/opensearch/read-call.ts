import type { LocateCalls, LocatedCall } from './locate-calls.ts';
import type { Refresh } from './refresher.ts';

/** Finds a call by a search, after a refresh when it is that young, and reads it in real time. */
export function createFindCall(locate: LocateCalls, refresh: Refresh) {
  async function placesOf(callId: string) {
    const homes = await locate.homes('calls', [callId]);
    return homes.map(({ home }) => ({ callId, home }));
  }

  return async function findCall(callId: string): Promise<LocatedCall | null> {
    let places = await placesOf(callId);
    if (places.length === 0) {
      await refresh();
      places = await placesOf(callId);
    }
    return (await locate.at(places)).get(callId) ?? null;
  };
}
