import type { Participant, Transcript } from '../../../contracts/transcript.ts';
import type { Party } from '../../../contracts/vocabulary.ts';
import type { HeardTurn } from './heard-turn.ts';

/** The other side of the line at each turn: whoever spoke last, or will speak next; null when nobody ever does. */
export function listenersByTurn(turns: readonly HeardTurn[]): readonly (Participant | null)[] {
  const isOther = (turn: HeardTurn) => turn.speaker.role !== 'collector';
  const listeners: (Participant | null)[] = [];
  let current: Participant | null = null;
  for (const [index, turn] of turns.entries()) {
    if (isOther(turn)) current = turn.speaker;
    listeners.push(current ?? turns.slice(index).find(isOther)?.speaker ?? null);
  }
  return listeners;
}

/** The party that a participant is, before anything was said. */
export function partyOf(listener: Participant | null, channel: Transcript['channel']): Party {
  if (channel === 'voicemail') return 'voicemail';
  if (!listener) return 'unverified';
  if (listener.role === 'ivr') return 'voicemail';
  if (listener.role === 'debtor') return 'debtor';
  if (listener.relation === 'guarantor' || listener.relation === 'co_borrower') return listener.relation;
  return 'third_party';
}
