import type { DialogueEvent, DialogueFacts, TurnFacts } from '../../../contracts/analysis.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { eventsOfTurn } from './events.ts';
import type { HeardTurn } from './heard-turn.ts';
import {
  afterCollectorTurn,
  afterOtherTurn,
  type Identity,
  type IdentityState,
  UNKNOWN_IDENTITY,
} from './identity.ts';
import { listenersByTurn, partyOf } from './listeners.ts';

const IDENTITY_EVENTS: Partial<Record<Identity, DialogueEvent['kind']>> = {
  claimed: 'identity_claimed',
  confirmed: 'identity_confirmed',
  denied: 'identity_denied',
};

/**
 * Reads who is on the line and what is known, turn by turn. Each person has an identity of their own, so a handover
 * starts the check anew. Facts at a turn are those before it was spoken: what a collector knew when speaking.
 */
export function readDialogue(turns: readonly HeardTurn[], channel: Transcript['channel']): DialogueFacts {
  const listeners = listenersByTurn(turns);
  const identities = new Map<string, IdentityState>();
  const facts: TurnFacts[] = [];
  const events: DialogueEvent[] = [];
  let onLine: string | null = null;
  for (const [index, turn] of turns.entries()) {
    const listener = listeners[index] ?? null;
    const key = listener?.id ?? '';
    const before = identities.get(key) ?? UNKNOWN_IDENTITY;
    const byRole = partyOf(listener, channel);
    facts.push({
      turn: turn.turn,
      party: byRole === 'debtor' && before.saidToBeOther ? 'third_party' : byRole,
      identity: before.identity,
    });
    if (turn.speaker.role !== 'collector' && turn.speaker.role !== 'ivr') {
      if (onLine !== null && onLine !== key) events.push({ kind: 'handover', turn: turn.turn });
      onLine = key;
    }
    if (turn.speaker.role === 'ivr' && index === 0)
      events.push({ kind: 'voicemail_reached', turn: turn.turn });
    events.push(...eventsOfTurn(turn));
    const after =
      turn.speaker.role === 'collector' ? afterCollectorTurn(before, turn) : afterOtherTurn(before, turn);
    identities.set(key, after);
    const told = after.identity === before.identity ? undefined : IDENTITY_EVENTS[after.identity];
    if (told) events.push({ kind: told, turn: turn.turn });
  }
  return { turns: facts, events };
}
