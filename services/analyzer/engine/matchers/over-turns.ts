import type { Branch, Rule } from '../../../../contracts/rule.ts';
import { completingTurn, type HitsOf, type Line, type Match, type Scene } from '../scene.ts';
import { findSought } from './text.ts';

type Kind<K extends Branch['kind']> = Extract<Branch, { kind: K }>;

/** The breach is the pair: the answer counts when the question stands at most `turns` turns before it. */
export function findReplies(branch: Kind<'reply'>, scene: Scene, hitsOf: HitsOf): Match[] {
  const questions = scene.lines
    .filter((line) => line.role === branch.to.speaker)
    .flatMap((line) => findSought(branch.to.of, line, hitsOf));
  if (questions.length === 0) return [];
  const firstAt = new Map<number, number>();
  for (const [place, { line, end }] of questions.entries()) {
    const turn = completingTurn(line, end);
    if (!firstAt.has(turn)) firstAt.set(turn, place);
  }
  return scene.lines
    .filter((line) => line.role === branch.with.speaker)
    .flatMap((line) =>
      findSought(branch.with.of, line, hitsOf).flatMap((answer) => {
        const turn = completingTurn(line, answer.end);
        let place = questions.length;
        for (let before = 1; before <= branch.turns; before += 1)
          place = Math.min(place, firstAt.get(turn - before) ?? place);
        const asked = questions[place];
        return asked ? [{ ...answer, branch: branch.id, hits: [...asked.hits, ...answer.hits] }] : [];
      }),
    );
}

/** Said before any of the events: by default only the first such turn of a person on the line. */
export function findBefore(
  branch: Kind<'unless_before'>,
  scene: Scene,
  lines: readonly Line[],
  hitsOf: HitsOf,
): Match[] {
  const first = Math.min(
    ...scene.facts.events.filter((event) => branch.unless.includes(event.kind)).map((event) => event.turn),
    Number.POSITIVE_INFINITY,
  );
  const found = lines.flatMap((line) =>
    findSought(branch.of, line, hitsOf)
      .filter((match) => completingTurn(line, match.end) < first)
      .map((match) => ({ ...match, branch: branch.id })),
  );
  if (!branch.first) return found;
  let earliest = Number.POSITIVE_INFINITY;
  for (const match of found) earliest = Math.min(earliest, completingTurn(match.line, match.end));
  return found.filter((match) => completingTurn(match.line, match.end) === earliest);
}

/** True when the speaker's first turns hold none of the groups. Too few turns to say is not absence. */
export function isAbsent(branch: Kind<'absent'>, rule: Rule, scene: Scene, hitsOf: HitsOf): boolean {
  const spoken = scene.call.turns
    .map((turn, index) => ({
      index,
      role: scene.call.participants.find(({ id }) => id === turn.speaker)?.role,
    }))
    .filter(({ role }) => role !== undefined && rule.applies_to.speaker.includes(role))
    .slice(0, branch.first_turns);
  const last = spoken.at(-1)?.index;
  if (last === undefined) return false;
  return !scene.lines.some(
    (line) =>
      rule.applies_to.speaker.includes(line.role) &&
      branch.of.some((group) => hitsOf(group, line).some((hit) => completingTurn(line, hit.end) <= last)),
  );
}

/** The same thing said again: a match on the turn that makes it `times` within `turns` turns. */
export function findRepeats(branch: Kind<'repeat'>, lines: readonly Line[], hitsOf: HitsOf): Match[] {
  const byTurn = new Map<number, Match>();
  for (const line of lines) {
    for (const match of findSought(branch.of, line, hitsOf)) {
      byTurn.set(completingTurn(line, match.end), { ...match, branch: branch.id });
    }
  }
  const turns = [...byTurn.keys()].sort((a, b) => a - b);
  return turns.flatMap((turn, index) => {
    const earliest = turns[index - branch.times + 1];
    const match = byTurn.get(turn);
    return match && earliest !== undefined && turn - earliest < branch.turns ? [match] : [];
  });
}
