import type { StoredCall } from '../../../contracts/call-record.ts';
import type { LocateCalls } from './locate-calls.ts';
import type { Refresh } from './refresher.ts';

/** RecordStore.getCall over OpenSearch: found by a search, after a refresh when it is that young, read in real time. */
export function createGetCall(locate: LocateCalls, refresh: Refresh) {
  async function placesOf(callId: string) {
    const homes = await locate.homes('calls', [callId]);
    return homes.map(({ home }) => ({ callId, home }));
  }

  return async function getCall(callId: string): Promise<StoredCall | null> {
    let places = await placesOf(callId);
    if (places.length === 0) {
      await refresh();
      places = await placesOf(callId);
    }
    return (await locate.at(places)).get(callId)?.call ?? null;
  };
}
