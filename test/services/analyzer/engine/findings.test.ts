import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../../../contracts/analysis.ts';
import { canonicalJson } from '../../../../contracts/canonical-json.ts';
import { createCallAnalysis } from '../../../../services/analyzer/analyse-call.ts';
import { callOf, findingsOf, lexicon, ruleFile } from '../../../fixtures/lexicon.ts';

const ID = 'zh/threat/test';
const files = {
  [`rules/${ID}.yaml`]: ruleFile(
    ID,
    `terms: { bad: { words: [抓你] }, not: { words: [不会] }, soothe: { words: [放心] } }
match: { any: [{ id: a, kind: term, of: bad }] }
exceptions:
  - id: soothing
    because: { zh: 安抚, en: soothing }
    kind: near
    of: [soothe, bad]
    gap: 6
    within: clause
    excused: [放心不会抓你]
    still_caught: [放心吧，抓你]`.replace('not: { words: [不会] }, ', ''),
  ),
};

describe('findings', () => {
  it('one a turn, with spans, explanation in both languages and the law of the call date', () => {
    const [finding, ...others] = findingsOf(
      files,
      callOf([
        ['A', '抓你，明天就抓你'],
        ['B', '啊'],
      ]),
    );
    assert.equal(others.length, 0);
    assert.deepEqual(
      finding?.spans.map(({ start, end }) => [start, end]),
      [
        [0, 2],
        [6, 8],
      ],
    );
    assert.match(finding?.explanation.zh ?? '', /抓你/);
    assert.match(finding?.explanation.en ?? '', /the debtor/);
    assert.deepEqual(
      finding?.citations.map(({ cite }) => cite),
      ['新法'],
    );
    const [earlier] = findingsOf(files, callOf([['A', '抓你']], { startedAt: '2025-12-31T10:00:00+08:00' }));
    assert.deepEqual(
      earlier?.citations.map(({ cite }) => cite),
      ['旧法'],
    );
  });

  it('an exception cancels only what it overlaps', () => {
    assert.equal(findingsOf(files, callOf([['A', '放心没人抓你']])).length, 0);
    assert.equal(findingsOf(files, callOf([['A', '你放心，改天抓你']])).length, 1);
  });

  it('the same input gives the same answer, byte for byte, and fits the contract', () => {
    const call = callOf([
      ['A', '抓你'],
      ['B', '啊'],
    ]);
    const once = createCallAnalysis(lexicon(files).rulebook)(call, []);
    const again = createCallAnalysis(lexicon(files).rulebook)(structuredClone(call), []);
    assert.equal(canonicalJson(once), canonicalJson(again));
    assert.deepEqual(Analysis.parse(once), once);
  });

  it('an id survives a new revision with the same evidence and changes with the evidence', () => {
    const id = (text: string, revision: number) =>
      findingsOf(files, callOf([['A', text]], { revision }))[0]?.id;
    assert.equal(id('抓你', 1), id('抓你', 2));
    assert.notEqual(id('抓你', 1), id('来抓你', 1));
  });
});
