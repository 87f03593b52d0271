import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCallAnalysis } from '../../../../services/analyzer/analyse-call.ts';
import { callOf, lexicon, ruleFile } from '../../../fixtures/lexicon.ts';

const ID = 'zh/threat/test';
const UNITS = ['去', '你', '家', '死', 'a', ' ', '，'];
const SHORT = 12_000;
const ROUNDS = 5;
const PLAIN = '今天天气不错，';
/** Four times the text may take this many times the work: linear is 4, quadratic 16. */
const MOST = 10;

const word = fc
  .array(fc.constantFrom(...UNITS.slice(0, 5)), { minLength: 1, maxLength: 4 })
  .map((units) => units.join(''));
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const anyRule = fc.record({
  words: fc.tuple(words, words, words, words, words),
  kind: fc.constantFrom('sequence', 'near'),
  gap: fc.integer({ min: 0, max: 20 }),
  within: fc.constantFrom('clause', 'sentence', 'turn'),
});
type AnyRule = typeof anyRule extends fc.Arbitrary<infer T> ? T : never;
const anyPiece = fc
  .array(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 6 })
  .map((units) => units.join(''))
  .filter((piece) => piece.trim() !== '');

/** A rule with everything that looks around a match: three groups, columns, an exception, a guard with its own doubt. */
function analysisWith({ words: lists, kind, gap, within }: AnyRule) {
  const [a, b, c, d, e] = lists.map((list) => JSON.stringify(list));
  const { rulebook, problems } = lexicon({
    'guards/zh/test.yaml': `id: zh/test
version: 1
note: { zh: 测试, en: test }
terms: { not: { words: ${d} }, but: { words: ${e} } }
of: not
side: either
gap: ${gap}
within: ${within}
unless: but
`,
    [`rules/${ID}.yaml`]: ruleFile(
      ID,
      `terms:
  a: { words: ${a} }
  b: { words: ${b}, phrases: [[${a}, ${c}]], allow: ${e} }
  c: { words: ${c} }
match:
  any:
    - { id: m, kind: ${kind}, of: [a, b, c], gap: ${gap}, within: ${within} }
guards: [zh/test]
exceptions:
  - { id: x, because: { zh: 例外, en: exception }, kind: near, of: [c, b], gap: ${gap}, within: ${within}, excused: [甲], still_caught: [乙] }`,
    ),
  });
  assert.deepEqual(problems, []);
  return createCallAnalysis(rulebook);
}

/** A text as turns of one speaker, which are read as one line. */
const callWith = (text: string) =>
  callOf((text.match(/.{1,5000}/gsu) ?? []).map((part): [string, string] => ['A', part]));

function workOf(analyse: ReturnType<typeof createCallAnalysis>, text: string): number {
  const call = callWith(text);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = performance.now();
    analyse(call, []);
    least = Math.min(least, performance.now() - before);
  }
  return least;
}

const repeated = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

test('no rule takes more than linear time, whatever its words and gaps and however often a text repeats them', {
  timeout: 300_000,
}, () => {
  fc.assert(
    fc.property(anyRule, anyPiece, (rule, piece) => {
      const analyse = analysisWith(rule);
      // Where next to nothing is left to read, the clock's own noise would be compared: plain talk is the least.
      const once = Math.max(workOf(analyse, repeated(piece, SHORT)), workOf(analyse, repeated(PLAIN, SHORT)));
      const four = workOf(analyse, repeated(piece, SHORT * 4));
      assert.ok(four / once < MOST, `${(four / once).toFixed(1)} times the work for four times the text`);
    }),
    { numRuns: 25 },
  );
});

test('a hundred thousand repeats of a rule’s own words are one call’s work', { timeout: 120_000 }, () => {
  const analyse = analysisWith({
    words: [['去你'], ['家'], ['死'], ['别'], ['但']],
    kind: 'near',
    gap: 20,
    within: 'turn',
  });
  const { findings } = analyse(callWith('去你家死'.repeat(25_000)), []);
  assert.equal(findings.filter(({ ruleId }) => ruleId === ID).length, 0, 'each is excused by the exception');
});
