import type { DialogueEvent } from '../../../contracts/analysis.ts';
import type { CueName } from '../../../contracts/cues.ts';
import type { HeardTurn } from './heard-turn.ts';

type EventKind = DialogueEvent['kind'];

const BY_COLLECTOR: readonly (readonly [CueName, EventKind])[] = [
  ['asks_identity', 'identity_asked'],
  ['introduces_self', 'self_introduced'],
  ['tells_purpose', 'purpose_told'],
  ['tells_debt', 'debt_told'],
  ['announces_recording', 'recording_announced'],
];

const BY_OTHER: readonly (readonly [CueName, EventKind])[] = [
  ['refuses_contact', 'contact_refused'],
  ['has_attorney', 'represented'],
  ['disputes', 'dispute_raised'],
  ['tells_hardship', 'hardship_told'],
  ['promises', 'promise_made'],
];

/** Events that a turn's cues show by themselves; changes of identity and party are added by the reader. */
export function eventsOfTurn(turn: HeardTurn): readonly DialogueEvent[] {
  const { role } = turn.speaker;
  if (role === 'ivr') {
    return turn.cues.has('announces_recording') ? [{ kind: 'recording_announced', turn: turn.turn }] : [];
  }
  const table = role === 'collector' ? BY_COLLECTOR : BY_OTHER;
  return table.filter(([cue]) => turn.cues.has(cue)).map(([, kind]) => ({ kind, turn: turn.turn }));
}
