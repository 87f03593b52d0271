import type { DialogueFacts } from '../../../contracts/analysis.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { Finding, MatchedTerm } from '../../../contracts/finding.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import type { Category } from '../../../contracts/vocabulary.ts';
import { spansOf, type View } from '../language/text-view.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { CATEGORY_NAMES, SUSPECTED_SEVERITY } from './category-names.ts';
import type { ReaderModel } from './model.ts';
import { createTurnScorer, type Suspicion } from './score-turns.ts';
import { createSeconding } from './second-findings.ts';
import { turnContexts } from './turn-context.ts';
import { createFeatureTeller, type WeighingFeature } from './weighing-features.ts';

export interface ReadInput {
  readonly call: Transcript;
  readonly views: readonly View[];
  readonly facts: DialogueFacts;
  /** The word groups heard in each turn. */
  readonly heard: readonly (readonly string[])[];
  /** What the rules found: where they spoke already, the reader is silent. */
  readonly findings: readonly Finding[];
}

/** To whom a category can be said at all; a statistic must not contradict who is on the line. */
const PARTIES: Partial<Record<Category, readonly string[]>> = {
  third_party_disclosure: ['third_party', 'unverified', 'voicemail'],
  third_party_pressure: ['third_party', 'unverified'],
  verification_missing: ['debtor', 'unverified'],
};
/** Said once a call by its definition. */
const ONCE: ReadonlySet<Category> = new Set(['verification_missing']);

/** What the rules found as the reader left it, and what it suspects beside. */
export interface SecondReading {
  readonly ruled: readonly Finding[];
  readonly suspected: readonly Finding[];
}

/**
 * The second reader: raises `suspected` where a trained model hears misconduct that no rule named, and seconds findings
 * of rules that ask for it. It never clears anything.
 */
export function createSecondReader(rulebook: Rulebook): (input: ReadInput) => SecondReading {
  const second = createSeconding(rulebook.rules);
  const scorers = new Map(
    [...rulebook.readers].map(([language, model]) => [
      language,
      { model, score: createTurnScorer(model), tell: createFeatureTeller(model) },
    ]),
  );
  return ({ call, views, facts, heard, findings }) => {
    const reader = scorers.get(/^(zh|yue|cmn)/i.test(call.language) ? 'zh' : 'en');
    if (!reader || !/^(zh|yue|cmn|en)/i.test(call.language)) return { ruled: findings, suspected: [] };
    const suspicions = reader.score(turnContexts(call, views, facts, heard)).flatMap((suspicion) => {
      const category = reader.model.card.classes[suspicion.classIndex]?.category;
      const isPossible =
        category !== undefined && (PARTIES[category]?.includes(suspicion.context.party) ?? true);
      return isPossible ? [{ ...suspicion, category }] : [];
    });
    const ruled = second(
      findings,
      suspicions.map(({ category, context, probability }) => ({ category, turn: context.turn, probability })),
    );
    const found = new Set(
      ruled
        .filter(({ status }) => status === 'active')
        .map(({ category, turn }) => `${category}:${ONCE.has(category) ? '' : turn}`),
    );
    const suspected = suspicions.flatMap((suspicion) => {
      const { category, context, classIndex } = suspicion;
      const key = `${category}:${ONCE.has(category) ? '' : context.turn}`;
      if (found.has(key)) return [];
      found.add(key);
      const told = reader.tell(context, classIndex);
      return [findingOf(call, views, reader.model, suspicion, told, category, rulebook.hash)];
    });
    return { ruled, suspected };
  };
}

function findingOf(
  call: Transcript,
  views: readonly View[],
  model: ReaderModel,
  suspicion: Suspicion,
  features: readonly WeighingFeature[],
  category: Category,
  rulebookHash: string,
): Finding {
  const { context } = suspicion;
  const { turn } = context;
  const spoken = call.turns[turn];
  const spans = [{ turn, start: 0, end: spoken?.text.length ?? 0, quote: spoken?.text ?? '' }];
  const probability = Math.round(suspicion.probability * 100) / 100;
  const matched = features.flatMap((feature) => matchedFeature(call, views[turn], feature));
  const told = (heard: string) =>
    features.map(({ kind, text }) => (kind === 'heard' ? `${heard} ${text}` : text.trim())).filter(Boolean);
  const name = CATEGORY_NAMES[category];
  const { language, version } = model.card;
  const ruleId = `${language}/reader/${category.replaceAll('_', '-')}`;
  const facts = [
    { name: 'probability', value: probability, turn },
    { name: 'party', value: context.party, turn },
  ];
  return {
    id: contentHash({ callId: call.callId, ruleId, turn, spans }),
    callId: call.callId,
    revision: call.revision,
    ruleId,
    ruleVersion: version,
    logicHash: model.hash,
    rulebookHash,
    evidenceHash: contentHash({ spans, category }),
    category,
    severity: SUSPECTED_SEVERITY[category],
    outcome: 'suspected',
    turn,
    spans,
    startMs: spoken?.startMs ?? 0,
    endMs: spoken?.endMs ?? 0,
    confidence: probability,
    status: 'active',
    title: { zh: `疑似${name.zh}（统计阅读器）`, en: `Suspected: ${name.en} (statistical reader)` },
    explanation: {
      zh: `统计阅读器第${version}版认为第 ${turn + 1} 句有 ${Math.round(probability * 100)}% 的可能是${name.zh}；主要依据：${told('词组').join('、')}。没有规则命中，须由人判断。`,
      en: `The statistical reader v${version} gives turn ${turn + 1} a probability of ${Math.round(probability * 100)} % of ${name.en}; what weighed most: ${told('words of').join(', ')}. No rule matched; a person decides.`,
      branches: ['reader'],
      matched,
      facts,
      exceptions: [],
    },
    citations: [],
  };
}

/** Where a feature of the turn's own words stands in the text; features of the context have no place. */
function matchedFeature(call: Transcript, view: View | undefined, feature: WeighingFeature): MatchedTerm[] {
  const words = feature.text.trim();
  const start = view && /^(characters|words|listener)$/.test(feature.kind) ? view.text.indexOf(words) : -1;
  if (view === undefined || start < 0 || words === '') return [];
  const [span] = spansOf(view, start, start + words.length);
  if (!span) return [];
  const quote = call.turns[span.turn]?.text.slice(span.start, span.end) ?? '';
  return [
    { group: feature.kind, term: words, kind: 'feature', span: { ...span, quote }, weight: feature.weight },
  ];
}
