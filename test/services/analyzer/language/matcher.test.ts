import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { foldUnits } from '../../../../services/analyzer/language/characters.ts';
import { createMatcher } from '../../../../services/analyzer/language/matcher.ts';
import { normaliseTerm } from '../../../../services/analyzer/language/normalise-text.ts';
import { keepLongest, suppressCovered } from '../../../../services/analyzer/language/suppress.ts';

const terms = (...texts: string[]) => texts.map((text) => ({ id: text, text }));
const found = (text: string, ...words: string[]) =>
  createMatcher(terms(...words))
    .find(text)
    .map(({ id, start, end }) => `${id}@${start}-${end}`);

const key = ({ term, start, end }: { term: number; start: number; end: number }) => `${term}@${start}-${end}`;

/** Every place of every term by plain comparison; a Latin or digit edge must not touch its own kind. */
const naive = (words: readonly string[], text: string): string[] => {
  const folded = foldUnits(text);
  return words.flatMap((word, term) => {
    const wanted = normaliseTerm(word);
    if (wanted === '') return [];
    const kind = (unit: string | undefined) =>
      /[a-z]/.test(unit ?? '') ? 'letter' : /\d/.test(unit ?? '') ? 'digit' : 'other';
    const touches = (inside: string | undefined, outside: string | undefined) =>
      kind(inside) !== 'other' && kind(inside) === kind(outside);
    return Array.from({ length: folded.length }, (_, start) => start)
      .filter((start) => folded.startsWith(wanted, start))
      .filter((start) => !touches(wanted[0], folded[start - 1]))
      .filter((start) => !touches(wanted.at(-1), folded[start + wanted.length]))
      .map((start) => key({ term, start, end: start + wanted.length }));
  });
};

describe('createMatcher', () => {
  it('finds all overlapping hits with offsets', () => {
    assert.deepEqual(found('他他妈的', '他妈', '他妈的', '妈的', '他'), [
      '他@0-1',
      '他@1-2',
      '他妈@1-3',
      '他妈的@1-4',
      '妈的@2-4',
    ]);
    assert.deepEqual(found('aba', 'aba'), ['aba@0-3']);
    assert.deepEqual(found('啊啊啊', '啊啊'), ['啊啊@0-2', '啊啊@1-3']);
  });

  it('folds an original text while it reads it, offsets unchanged', () => {
    assert.deepEqual(found('她的帳戶，ＰＡＹ', '他的账户', 'pay'), ['他的账户@0-4', 'pay@5-8']);
  });

  it('matches Latin words and numbers whole, next to Chinese too', () => {
    assert.deepEqual(found('payment pay repay', 'pay'), ['pay@8-11']);
    assert.deepEqual(found('打110别打13110', '110'), ['110@1-4']);
    assert.deepEqual(found('加vx12 avx', 'vx'), ['vx@1-3']);
    assert.deepEqual(found("your wife's boss, your wifes", 'your wife'), ['your wife@0-9']);
    assert.deepEqual(found("don't", 'don'), []);
  });

  it('gives every id of a text, and says which terms are empty', () => {
    const matcher = createMatcher([
      { id: 'a', text: '还钱' },
      { id: 'b', text: '還錢' },
      { id: 'c', text: '…😀' },
    ]);
    assert.deepEqual(
      matcher.find('还钱').map(({ id }) => id),
      ['a', 'b'],
    );
    assert.deepEqual(matcher.empty, [2]);
    assert.deepEqual(createMatcher([]).find('还钱'), []);
  });

  it('agrees with plain comparison on random terms and texts', () => {
    const unit = fc.constantFrom(...'你他她账帐去死aAb1２ ');
    const word = fc.array(unit, { minLength: 1, maxLength: 4 }).map((units) => units.join(''));
    const text = fc.array(unit, { maxLength: 80 }).map((units) => units.join(''));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), text, (words, original) => {
        const hits = createMatcher(terms(...words))
          .find(original)
          .map(key);
        assert.deepEqual([...hits].sort(), naive(words, original).sort());
        assert.equal(new Set(hits).size, hits.length);
      }),
      { numRuns: 400 },
    );
  });

  it('agrees with plain comparison on thousands of terms with many characters', () => {
    const unit = fc.integer({ min: 0x4e00, max: 0x5800 }).map((code) => String.fromCharCode(code));
    const word = fc.array(unit, { minLength: 1, maxLength: 3 }).map((units) => units.join(''));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1500, maxLength: 3000 }), fc.nat(), (words, seed) => {
        const text = words.filter((_, index) => (index + seed) % 17 === 0).join('');
        assert.deepEqual(
          createMatcher(terms(...words))
            .find(text)
            .map(key)
            .sort(),
          naive(words, text).sort(),
        );
      }),
      { numRuns: 3 },
    );
  });
});

describe('suppressCovered', () => {
  const allow = createMatcher(terms('他妈妈', '滚动还款', '死角', '路口交通'));
  const words = createMatcher(terms('他妈', '滚', '死', '口交'));
  const rest = (text: string) =>
    suppressCovered(words.find(text), allow.find(text)).map(({ id, start }) => `${id}@${start}`);

  it('drops hits inside a longer allowed phrase and no other', () => {
    for (const text of ['他妈妈在家', '滚动还款', '没有死角', '路口交通'])
      assert.deepEqual(rest(text), [], text);
    assert.deepEqual(rest('他妈的滚'), ['他妈@0', '滚@3']);
    assert.deepEqual(rest('他妈妈说去死'), ['死@5']);
  });

  it('needs the allowed phrase to be longer', () => {
    const hit = { start: 1, end: 3 };
    assert.deepEqual(suppressCovered([hit], [{ start: 1, end: 3 }]), [hit]);
    assert.deepEqual(suppressCovered([hit], [{ start: 2, end: 9 }]), [hit]);
  });

  it('keeps the longest hits of an id', () => {
    const hits = [
      { id: 'a', start: 0, end: 2 },
      { id: 'a', start: 0, end: 4 },
      { id: 'b', start: 1, end: 2 },
    ];
    assert.deepEqual(keepLongest(hits), hits.slice(1));
  });
});
