import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonicalJson } from '../../../../contracts/canonical-json.ts';
import type { Category } from '../../../../contracts/vocabulary.ts';
import { createCallAnalysis } from '../../../../services/analyzer/analyse-call.ts';
import { normaliseText } from '../../../../services/analyzer/language/normalise-text.ts';
import { ReaderCard } from '../../../../services/analyzer/reader/model.ts';
import { probabilityOf, scoreContexts } from '../../../../services/analyzer/reader/score-context.ts';
import { fitWeighing } from '../../../../services/analyzer/reader/train/calibrate.ts';
import type { LabelledTurn } from '../../../../services/analyzer/reader/train/labelled-turn.ts';
import { trainReader } from '../../../../services/analyzer/reader/train/train-reader.ts';
import { turnContexts } from '../../../../services/analyzer/reader/turn-context.ts';
import { loadRulebook } from '../../../../services/analyzer/rulebook/load-rulebook.ts';
import { callOf, ruleFile } from '../../../fixtures/lexicon.ts';

const BAD = [
  '再不还就去你家坐着',
  '不还就叫人去你家',
  '明天去你家坐坐',
  '去你家门口等着你',
  '叫兄弟去你家聊聊',
];
const GOOD = [
  '您看什么时候方便',
  '请通过银行客户端还款',
  '好的我帮您登记',
  '感谢您的配合再见',
  '您先别着急慢慢说',
];

function labelledTurns(): LabelledTurn[] {
  return ['one', 'two', 'three'].flatMap((batch, number) =>
    [...BAD, ...GOOD, ...GOOD].flatMap((text, at) => {
      const call = callOf(
        [
          ['A', `${text}${'啊呢吧'[number]}`],
          ['B', '哦'],
        ],
        { callId: `${batch}-${at}` },
      );
      const views = call.turns.map((turn, index) => normaliseText(turn.text, index));
      const labels = new Set<Category>(BAD.includes(text) ? ['threat'] : []);
      return turnContexts(call, views, { turns: [], events: [] }, []).map((context) => ({
        batch,
        call: call.callId,
        context,
        labels: context.turn === 0 ? labels : new Set<Category>(),
      }));
    }),
  );
}

const options = { language: 'zh', version: 1, bits: 12, cost: 1, falseAlarms: 100, seed: 1 } as const;

function lexiconWith(trained: ReturnType<typeof trainReader>): Map<string, string> {
  const card = ReaderCard.parse({ ...trained.card, training: { batches: [], options: {}, leftOut: {} } });
  return new Map([
    ['reader/zh/model.json', JSON.stringify(card)],
    ['reader/zh/weights.txt', trained.weights],
  ]);
}

describe('second reader', () => {
  const trained = trainReader(labelledTurns(), options);

  it('the same turns and options give the same bytes', () => {
    const again = trainReader(labelledTurns(), options);
    assert.equal(again.weights, trained.weights);
    assert.equal(canonicalJson(again.card), canonicalJson(trained.card));
  });

  it('raises suspected, never more, says what weighed, and is silent on other words', () => {
    const { rulebook, problems } = loadRulebook(lexiconWith(trained));
    assert.deepEqual(problems, []);
    const analyse = createCallAnalysis(rulebook);
    const { findings } = analyse(
      callOf([
        ['A', '后天去你家坐着等'],
        ['B', '你敢'],
      ]),
      [],
    );
    assert.deepEqual(
      findings.map(({ category, outcome, turn }) => [category, outcome, turn]),
      [['threat', 'suspected', 0]],
    );
    assert.ok(
      findings[0]?.explanation.matched.some(({ kind, weight }) => kind === 'feature' && (weight ?? 0) > 0),
    );
    assert.deepEqual(
      analyse(
        callOf([
          ['A', '请问您什么时候方便'],
          ['B', '下午'],
        ]),
        [],
      ).findings,
      [],
    );
  });

  it('seconds the finding of a rule that asks for it, and lets it alone where it hears nothing', () => {
    const rule = (status: string) =>
      ruleFile(
        'zh/threat/home',
        `status: ${status}\noutcome: suspected\nseconded: violation\nterms: { home: { words: [你家] } }\nmatch: { any: [{ id: home, kind: term, of: home }] }`,
      );
    const findingsOf = (status: string, words: string) => {
      const { rulebook, problems } = loadRulebook(
        lexiconWith(trained).set('rules/zh/threat/home.yaml', rule(status)),
      );
      assert.deepEqual(problems, []);
      return createCallAnalysis(rulebook)(callOf([['A', words]]), []).findings;
    };
    for (const status of ['active', 'shadow']) {
      const [seconded, ...more] = findingsOf(status, '后天去你家坐着等');
      assert.deepEqual(more, [], 'the rule spoke, so the reader is silent');
      assert.deepEqual(
        [seconded?.ruleId, seconded?.outcome, seconded?.status],
        ['zh/threat/home', 'violation', 'active'],
      );
      assert.ok(seconded?.explanation.facts.some(({ name }) => name === 'second_reader'));
      assert.match(seconded?.explanation.en ?? '', /the two agree/);
    }
    const alone = findingsOf('shadow', '请问你家什么时候方便');
    assert.deepEqual(
      alone.map(({ outcome, status }) => [outcome, status]),
      [['suspected', 'shadow']],
    );
  });

  it('a model whose files do not fit each other is a problem of the lexicon', () => {
    const files = lexiconWith(trained).set('reader/zh/weights.txt', 'AAAA');
    assert.deepEqual(
      loadRulebook(files).problems.map(({ code }) => code),
      ['reader'],
    );
  });
});

it('probabilities follow the share of positives', () => {
  const contextOf = (score: number) => [score, -1.5, -1.5, -1.5, -1.5, -1.5];
  const outcomes = Array.from({ length: 400 }, (_, at) => ({
    context: contextOf((at % 20) / 10 - 1),
    isPositive: at % 20 >= 10 + (at % 3),
  }));
  const weighing = fitWeighing(outcomes);
  const at = (score: number) => probabilityOf(contextOf(score), weighing);
  assert.ok(at(0.9) > 0.9 && at(-0.9) < 0.1 && Math.abs(at(0.05) - 0.5) < 0.3);
});

it('a score stands among those of the same speaker side, of other classes and of the rest of the call', () => {
  const none = Number.NaN;
  const read = scoreContexts([
    Float64Array.of(0.5, none, -0.2, none, 0.9),
    Float64Array.of(-1, none, 0.4, none, -0.7),
  ]);
  assert.deepEqual(read(0, 2), [-0.2, 0.5, 0.9, 0.9, 0.4, 0.4]);
  assert.deepEqual(read(0, 4), [0.9, -0.2, -1.5, 0.5, -0.7, 0.4]);
  assert.deepEqual(read(1, 0), [-1, -1.5, 0.4, 0.4, 0.5, 0.9]);
});
