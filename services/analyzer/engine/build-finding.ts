import { contentHash } from '../../../contracts/canonical-json.ts';
import type { Citation, DecidingFact, Finding, MatchedTerm, Span } from '../../../contracts/finding.ts';
import type { Authority } from '../../../contracts/rule.ts';
import { spansOf } from '../language/text-view.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';
import { explain } from './explain.ts';
import type { Hit, Line, Match, Scene } from './scene.ts';

/** Sound-alikes are less sure than words heard as written. */
const SOUND_CONFIDENCE = 0.6;
/** Below this recogniser confidence a sound-alike is the likelier reading. */
const CLEAR_SPEECH = 0.8;

/** The law of the call's own date in its jurisdiction. */
export function citationsFor(authority: readonly Authority[], scene: Scene): Citation[] {
  const day = scene.call.startedAt.slice(0, 10);
  return authority
    .filter(({ in_force }) => in_force.from <= day && (in_force.until === undefined || day < in_force.until))
    .filter(({ jurisdiction }) => scene.jurisdiction === null || jurisdiction === scene.jurisdiction)
    .map(({ in_force, ...rest }) => ({ ...rest, inForce: in_force }));
}

function quotedSpans(scene: Scene, line: Line, start: number, end: number): Span[] {
  return spansOf(line.view, start, end).map((span) => ({
    ...span,
    quote: scene.call.turns[span.turn]?.text.slice(span.start, span.end) ?? '',
  }));
}

/** Overlapping or touching stretches of the same turn become one span. */
function mergeSpans(scene: Scene, spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.turn - b.turn || a.start - b.start);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && last.turn === span.turn && span.start <= last.end) {
      const end = Math.max(last.end, span.end);
      merged[merged.length - 1] = {
        ...last,
        end,
        quote: scene.call.turns[span.turn]?.text.slice(last.start, end) ?? '',
      };
    } else merged.push(span);
  }
  return merged;
}

function matchedTerm(scene: Scene, group: string, hit: Hit): MatchedTerm[] {
  const [span] = quotedSpans(scene, hit.line, hit.start, hit.end);
  return span ? [{ group, term: hit.term, kind: hit.kind, span }] : [];
}

function confidenceOf(
  scene: Scene,
  hits: readonly Hit[],
  spans: readonly Span[],
): { confidence: number; doubtful: boolean } {
  const speech = Math.min(1, ...spans.map(({ turn }) => scene.call.turns[turn]?.confidence ?? 1));
  const bySound = hits.some(({ kind }) => kind === 'sound');
  return {
    confidence: Math.round(speech * (bySound ? SOUND_CONFIDENCE : 1) * 100) / 100,
    doubtful: bySound && speech >= CLEAR_SPEECH,
  };
}

const common = (linked: LinkedRule, scene: Scene, rulebookHash: string) => ({
  callId: scene.call.callId,
  revision: scene.call.revision,
  ruleId: linked.rule.id,
  ruleVersion: linked.rule.version,
  logicHash: linked.logicHash,
  rulebookHash,
  category: linked.rule.category,
  severity: linked.rule.severity,
  status: linked.rule.status === 'shadow' ? ('shadow' as const) : ('active' as const),
  title: linked.rule.title,
  citations: citationsFor(linked.rule.authority, scene),
});

/** One finding for all that a rule matched at one turn. */
export function findingAtTurn(
  linked: LinkedRule,
  scene: Scene,
  rulebookHash: string,
  turn: number,
  matches: readonly Match[],
  facts: readonly DecidingFact[],
): Finding {
  const spans = mergeSpans(
    scene,
    matches.flatMap(({ line, start, end }) => quotedSpans(scene, line, start, end)),
  );
  const pairs = matches.flatMap((match) => match.hits);
  const seen = new Map(
    pairs
      .flatMap(({ group, hit }) => matchedTerm(scene, group, hit))
      .map((term) => [`${term.group}:${term.span.turn}:${term.span.start}:${term.term}`, term]),
  );
  const { confidence, doubtful } = confidenceOf(
    scene,
    pairs.map(({ hit }) => hit),
    spans,
  );
  const identity = { callId: scene.call.callId, ruleId: linked.rule.id, turn, spans };
  const turns = spans.map((span) => scene.call.turns[span.turn]).filter((at) => at !== undefined);
  return {
    ...common(linked, scene, rulebookHash),
    id: contentHash(identity),
    evidenceHash: contentHash({ spans, facts }),
    outcome: doubtful ? 'suspected' : linked.rule.outcome,
    turn,
    spans,
    startMs: Math.min(...turns.map(({ startMs }) => startMs)),
    endMs: Math.max(...turns.map(({ endMs }) => endMs)),
    confidence,
    explanation: explain(linked, {
      branches: [...new Set(matches.map(({ branch }) => branch))],
      matched: [...seen.values()],
      facts,
      spans,
      turn,
    }),
  };
}

/** A finding about the whole call: its metadata, something that was never said, or a fact that was missing. */
export function findingOnCall(
  linked: LinkedRule,
  scene: Scene,
  rulebookHash: string,
  branch: string,
  facts: readonly DecidingFact[],
  missing?: readonly string[],
): Finding {
  const told = {
    branches: [branch],
    matched: [],
    facts,
    spans: [],
    turn: null,
    ...(missing ? { missing } : {}),
  };
  return {
    ...common(linked, scene, rulebookHash),
    id: contentHash({ callId: scene.call.callId, ruleId: linked.rule.id, turn: null, spans: [] }),
    evidenceHash: contentHash({ facts, missing: missing ?? null }),
    outcome: missing ? 'undecidable' : linked.rule.outcome,
    ...(missing ? { missing: [...missing] } : {}),
    turn: null,
    spans: [],
    startMs: null,
    endMs: null,
    confidence: 1,
    explanation: explain(linked, told),
  };
}
