import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normaliseText } from '../../../../services/analyzer/language/normalise-text.ts';
import { splitClauses } from '../../../../services/analyzer/language/split-clauses.ts';

const clauses = (original: string) =>
  splitClauses(normaliseText(original)).map(({ spans: [span], closes }) => [
    original.slice(span?.start, span?.end),
    closes,
  ]);

describe('splitClauses', () => {
  it('ends clauses at commas and sentences at full stops, with the original text', () => {
    assert.deepEqual(clauses('您好，我姓李。儿子、女儿都行；好吗？'), [
      ['您好', 'clause'],
      ['我姓李', 'sentence'],
      ['儿子、女儿都行', 'clause'],
      ['好吗', 'sentence'],
    ]);
    assert.deepEqual(clauses("Yes, that's $3.50. Call back"), [
      ['Yes', 'clause'],
      ["that's $3.50", 'sentence'],
      ['Call back', 'sentence'],
    ]);
  });

  it('cuts recogniser text without punctuation at pauses once it runs past forty characters', () => {
    const text =
      '喂 您好 我是滨城银行委托的小李 您尾号三三幺八的信用卡这个月的账单到现在还没有处理 逾期了三十多天 您看今天能不能先还一部分进来';
    const parts = clauses(text).map(([part]) => part ?? '');
    assert.ok(parts.length >= 2, parts.join('|'));
    for (const part of parts) assert.ok(part.length <= 60, part);
    assert.equal(parts.join(' '), text);
    assert.equal(clauses('短的 没有标点 也不切').length, 1);
  });

  it('cuts long English without punctuation before a conjunction', () => {
    const text =
      'this is an attempt to collect a debt and any information obtained will be used for that purpose so i need you to verify your date of birth and then we can go over the balance on the account today';
    const parts = clauses(text).map(([part]) => part ?? '');
    assert.ok(parts.length >= 2);
    for (const part of parts.slice(1)) assert.match(part, /^(?:and|but|so|because|then) /);
  });

  it('has no clause in an empty text', () => {
    assert.deepEqual(clauses('……😀'), []);
  });
});
