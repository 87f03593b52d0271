import type { TurnFacts } from '../../../contracts/analysis.ts';
import type { HeardTurn } from './heard-turn.ts';

export type Identity = TurnFacts['identity'];

/** What is known of one person on the line. */
export interface IdentityState {
  readonly identity: Identity;
  /** The collector's last question held the full name or a check of particulars. */
  readonly askedProperly: boolean;
  /** The collector said the full name. */
  readonly named: boolean;
  readonly saidToBeOther: boolean;
}

export const UNKNOWN_IDENTITY: IdentityState = {
  identity: 'unknown',
  askedProperly: false,
  named: false,
  saidToBeOther: false,
};

/** A collector's turn: asking for the person opens the check, a repeated-back check closes it. */
export function afterCollectorTurn(state: IdentityState, turn: HeardTurn): IdentityState {
  if (state.identity === 'confirmed') return state;
  if (turn.cues.has('check_passed') && state.identity !== 'unknown')
    return { ...state, identity: 'confirmed' };
  if (turn.cues.has('asks_identity') || turn.namesDebtor) {
    return {
      ...state,
      identity: state.identity === 'claimed' ? 'claimed' : 'asked',
      askedProperly: true,
      named: state.named || turn.namesDebtor,
    };
  }
  return state;
}

/**
 * The other person's turn. A bare "yes?" proves nothing; an answer to the full name, the name given back or
 * particulars (birthday, last digits) do.
 */
export function afterOtherTurn(state: IdentityState, turn: HeardTurn): IdentityState {
  if (turn.cues.has('other_person')) return { ...state, identity: 'denied', saidToBeOther: true };
  if (turn.cues.has('denies_identity') && state.identity !== 'confirmed')
    return { ...state, identity: 'denied' };
  if (turn.namesDebtor && turn.cues.has('affirms'))
    return { ...state, identity: 'confirmed', saidToBeOther: false };
  if (!state.askedProperly) return turn.cues.has('affirms') ? { ...state, identity: 'claimed' } : state;
  if (turn.cues.has('affirms') || turn.saysDigits || takesTheName(state, turn))
    return { ...state, identity: 'confirmed' };
  return state;
}

/** Who was called by the full name and goes on talking without asking who is there has answered to it. */
const takesTheName = ({ named }: IdentityState, turn: HeardTurn) =>
  named && !turn.isBare && !turn.cues.has('asks_back');
