import type { DecidingFact, Finding } from '../../../contracts/finding.ts';
import type { Branch } from '../../../contracts/rule.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';
import { findingAtTurn, findingOnCall } from './build-finding.ts';
import { type CallTestInput, runCallTest } from './call-tests/run-call-test.ts';
import { appliesToListener, factsAt, holdsWhen } from './conditions.ts';
import { createExceptions, type GuardHits, guardOf } from './guards.ts';
import { findAmounts, missingForAmount } from './matchers/amount.ts';
import { findBefore, findRepeats, findReplies, isAbsent } from './matchers/over-turns.ts';
import { findText } from './matchers/text.ts';
import type { NearHits } from './near-hits.ts';
import { completingTurn, type HitsOf, type Line, type Match } from './scene.ts';

export interface RuleInput extends CallTestInput {
  readonly linked: LinkedRule;
  /** Branches of the rule that can hold in the call: the others lack a word. */
  readonly branches: readonly Branch[];
  readonly hitsOf: HitsOf;
  readonly guardHits: GuardHits;
  readonly near: NearHits;
  readonly rulebookHash: string;
  /** Leaves an exception out: only for proving that it earns its place. */
  readonly withoutException?: string;
}

/** All findings of one rule in one call: one a turn, or one on the call. */
export function evaluateRule(input: RuleInput): Finding[] {
  const { linked, scene } = input;
  const spoken = scene.lines.filter((line) => linked.rule.applies_to.speaker.includes(line.role));
  const matches: Match[] = [];
  const onCall: Finding[] = [];
  for (const branch of input.branches) {
    for (const match of matchesOf(branch, input, spoken)) matches.push(match);
    onCall.push(...callFindings(branch, input, spoken));
  }
  const branchOf = new Map(linked.rule.match.any.map((branch) => [branch.id, branch]));
  const exceptionOf = createExceptions(linked, input.hitsOf, input.withoutException);
  const byTurn = new Map<number, Match[]>();
  for (const match of matches) {
    const turn = completingTurn(match.line, match.end);
    const when = branchOf.get(match.branch)?.when;
    if (!appliesToListener(scene, linked.rule, turn) || !holdsWhen(scene, when, turn)) continue;
    if (guardOf(linked, match, input.guardHits, input.near) !== null) continue;
    if (exceptionOf(match) !== null) continue;
    const found = byTurn.get(turn);
    if (found) found.push(match);
    else byTurn.set(turn, [match]);
  }
  const atTurns = [...byTurn].map(([turn, found]) =>
    findingAtTurn(linked, scene, input.rulebookHash, turn, found, factsOf(input, turn, found)),
  );
  return [...atTurns.sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0)), ...onCall.slice(0, 1)];
}

function matchesOf(branch: Branch, input: RuleInput, spoken: readonly Line[]): Match[] {
  const { scene, hitsOf } = input;
  switch (branch.kind) {
    case 'term':
    case 'sequence':
    case 'near':
      return spoken.flatMap((line) =>
        findText(branch, line, hitsOf).map((match) => ({ ...match, branch: branch.id })),
      );
    case 'reply':
      return findReplies(branch, scene, hitsOf);
    case 'unless_before':
      return findBefore(branch, scene, listenedTo(input, spoken), hitsOf);
    case 'repeat':
      return findRepeats(branch, spoken, hitsOf);
    case 'amount':
      return findAmounts(branch, scene, spoken, hitsOf);
    case 'absent':
    case 'call':
      return [];
  }
}

/** Lines said to a listener in scope: "the first such turn" must not be one said to somebody else. */
function listenedTo({ linked, scene }: RuleInput, spoken: readonly Line[]): readonly Line[] {
  return spoken.filter((line) => appliesToListener(scene, linked.rule, line.view.turns[0] ?? 0));
}

function callFindings(branch: Branch, input: RuleInput, spoken: readonly Line[]): Finding[] {
  const { linked, scene, rulebookHash } = input;
  const onCall = (facts: readonly DecidingFact[], missing?: readonly string[]) =>
    findingOnCall(linked, scene, rulebookHash, branch.id, facts, missing);
  if (branch.kind === 'call') {
    const verdict = runCallTest(branch, input);
    if (verdict.status === 'clear') return [];
    if (verdict.status === 'undecidable') return [onCall(verdict.facts, verdict.missing)];
    const finding = onCall(verdict.facts);
    return [verdict.status === 'doubtful' ? { ...finding, outcome: 'suspected' } : finding];
  }
  const lastTurn = scene.call.turns.length - 1;
  if (branch.kind === 'absent') {
    const concerned = scene.facts.turns.some(({ turn }) => appliesToListener(scene, linked.rule, turn));
    const holds =
      concerned &&
      holdsWhen(scene, branch.when, lastTurn) &&
      isAbsent(branch, linked.rule, scene, input.hitsOf);
    return holds ? [onCall([{ name: 'searchedTurns', value: branch.first_turns }])] : [];
  }
  if (branch.kind === 'amount') {
    const missing = missingForAmount(branch, scene, spoken, input.hitsOf);
    return missing === null ? [] : [onCall([], [missing])];
  }
  return [];
}

function factsOf({ scene, linked }: RuleInput, turn: number, matches: readonly Match[]): DecidingFact[] {
  const { party, identity } = factsAt(scene, turn);
  const facts: DecidingFact[] = [{ name: 'party', value: party, turn }];
  if (linked.rule.match.any.some(({ kind }) => kind === 'unless_before'))
    facts.push({ name: 'identity', value: identity, turn });
  const branches = new Set(matches.map(({ branch }) => branch));
  if (linked.rule.match.any.some(({ kind, id }) => kind === 'amount' && branches.has(id))) {
    const said = Math.max(...matches.flatMap(({ hits }) => hits.map(({ hit }) => hit.value ?? 0)));
    facts.push(
      { name: 'amount', value: said, turn },
      { name: 'balance', value: scene.call.debt?.balance ?? null },
    );
  }
  return facts;
}
