import type { TurnFacts } from '../../../contracts/analysis.ts';
import type { Rule, When } from '../../../contracts/rule.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';
import type { Scene } from './scene.ts';

function happened(scene: Scene, kinds: readonly string[], turn: number): boolean {
  return scene.facts.events.some((event) => event.turn < turn && kinds.includes(event.kind));
}

export function factsAt(scene: Scene, turn: number): TurnFacts {
  return scene.facts.turns[turn] ?? { turn, party: 'unverified', identity: 'unknown' };
}

/** Whether a branch's dialogue conditions hold at a turn. */
export function holdsWhen(scene: Scene, when: When | undefined, turn: number): boolean {
  if (!when) return true;
  const { party, identity } = factsAt(scene, turn);
  if (when.party && !when.party.includes(party)) return false;
  if (when.identity && !when.identity.includes(identity)) return false;
  if (when.directions && !when.directions.includes(scene.call.direction)) return false;
  if (when.after && !happened(scene, when.after, turn)) return false;
  return !(when.not_after && happened(scene, when.not_after, turn));
}

/** Chinese in any variety, English, or neither. */
function languageOf(tag: string): 'zh' | 'en' | null {
  if (/^(zh|yue|cmn|wuu|hak|nan)\b/i.test(tag)) return 'zh';
  return /^en\b/i.test(tag) ? 'en' : null;
}

/** Whether a rule speaks about this call at all: language, channel, direction, jurisdiction. */
export function appliesToCall(scene: Scene, { rule, language }: LinkedRule): boolean {
  if (language !== 'any' && language !== languageOf(scene.call.language)) return false;
  const scope = rule.applies_to;
  if (!scope.channels.includes(scene.call.channel)) return false;
  if (scope.directions && !scope.directions.includes(scene.call.direction)) return false;
  return (
    !scope.jurisdictions || (scene.jurisdiction !== null && scope.jurisdictions.includes(scene.jurisdiction))
  );
}

/** Whether what was said at a turn was said to a listener whom the rule protects. */
export function appliesToListener(scene: Scene, rule: Rule, turn: number): boolean {
  const { listener } = rule.applies_to;
  return !listener || listener.includes(factsAt(scene, turn).party);
}
