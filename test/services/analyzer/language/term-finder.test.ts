import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normaliseText } from '../../../../services/analyzer/language/normalise-text.ts';
import { createTermFinder, type FindableTerm } from '../../../../services/analyzer/language/term-finder.ts';
import { spansOf } from '../../../../services/analyzer/language/text-view.ts';

const found = (original: string, ...terms: (string | FindableTerm)[]) => {
  const view = normaliseText(original);
  return createTermFinder(terms.map((term) => (typeof term === 'string' ? { id: term, text: term } : term)))
    .find(view)
    .map(({ id, kind, start, end }) => {
      const quotes = spansOf(view, start, end).map((span) => original.slice(span.start, span.end));
      return `${id} ${kind} ${quotes.join('+')}`;
    });
};

describe('createTermFinder', () => {
  it('finds terms through spacing, traditional characters, hesitation and stutters, quoted as spoken', () => {
    assert.deepEqual(found('你同事贷 款 逾 期两个月', '贷款逾期'), ['贷款逾期 text 贷 款 逾 期']);
    assert.deepEqual(found('妳的貸款呃逾期', '你的贷款逾期'), ['你的贷款逾期 text 妳的貸款呃逾期']);
    assert.deepEqual(found('他他妈的', '他妈的'), ['他妈的 text 他妈的']);
    assert.deepEqual(found('你个 S B', 'sb'), ['sb text S B']);
  });

  it('still finds terms that hold hesitation or repeats themselves, once each', () => {
    assert.deepEqual(found('您考虑考虑', '考虑考虑', '考虑'), ['考虑考虑 text 考虑', '考虑 text 考虑']);
    assert.deepEqual(found('您嗯不用', '嗯'), ['嗯 text '], 'nothing of it is left to quote');
  });

  it('lets no term run over a sentence end, and short ones over no comma or pause', () => {
    assert.deepEqual(found('你先回去。死活不还', '去死'), []);
    assert.deepEqual(found('你先回去，死活不还', '去死'), []);
    assert.deepEqual(found('你先回去 死活不还', '去死'), []);
    assert.deepEqual(found('你去 死', '去死'), ['去死 text 去 死']);
    assert.deepEqual(found('银行卡，逾期', '银行卡逾期'), ['银行卡逾期 text 银行卡，逾期']);
    assert.deepEqual(found('银行卡。逾期', '银行卡逾期'), []);
  });

  it('finds inflected English only where a term asks for stems', () => {
    const term = { id: 'g', text: 'garnish your wages' };
    assert.deepEqual(found('we garnished your wage', term), []);
    assert.deepEqual(found('we garnished your wage', { ...term, stem: true }), [
      'g stem garnished your wage',
    ]);
    assert.deepEqual(found('garnish your wages', { ...term, stem: true }), ['g text garnish your wages']);
  });

  it('finds by sound only where a term asks for it, and never over a comma', () => {
    const term: FindableTerm = { id: 'c', text: '信用卡逾期', sound: 'default' };
    assert.deepEqual(found('心用卡预期', { id: 'c', text: '信用卡逾期' }), []);
    assert.deepEqual(found('心用卡预期', term), ['c sound 心用卡预期']);
    assert.deepEqual(found('心用卡，预期', term), []);
  });

  it('numbers refusals and empty terms as they were given', () => {
    const finder = createTermFinder([
      { id: 'a', text: '还钱' },
      { id: 'b', text: '！' },
      { id: 'c', text: '还款', sound: 'default' },
    ]);
    assert.deepEqual(finder.empty, [1]);
    assert.deepEqual(finder.refused, [{ term: 2, id: 'c', reason: 'too_short' }]);
    assert.equal(finder.find(normaliseText('还款')).length, 1);
  });
});
