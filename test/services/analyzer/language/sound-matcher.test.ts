import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { normaliseText } from '../../../../services/analyzer/language/normalise-text.ts';
import { confusable } from '../../../../services/analyzer/language/pinyin.ts';
import { createSoundMatcher, type SoundTerm } from '../../../../services/analyzer/language/sound-matcher.ts';

const heard = (text: string, ...terms: SoundTerm[]) =>
  createSoundMatcher(terms)
    .find(normaliseText(text).text)
    .map(({ id, start, end, identical, confused }) => [id, text.slice(start, end), identical, confused]);

const forced = (text: string): SoundTerm => ({ id: text, text, sound: 'forced' });

describe('createSoundMatcher', () => {
  it('hears recogniser errors of two characters only when forced and by the exact syllables', () => {
    assert.deepEqual(heard('我是崔收部的', forced('催收')), [['催收', '崔收', 1, 0]]);
    assert.deepEqual(heard('放皮', forced('放屁')), [['放屁', '放皮', 1, 0]]);
    assert.deepEqual(heard('加薇信', forced('微信')), [['微信', '薇信', 1, 0]]);
    // fang and huang are confusable, not the same.
    assert.deepEqual(heard('黄屁', forced('放屁')), []);
  });

  it('hears confusable initials and finals in longer terms and says how many', () => {
    assert.deepEqual(heard('心用卡预七', { id: 'x', text: '信用卡逾期' }), [['x', '心用卡预七', 2, 0]]);
    assert.deepEqual(heard('银航为托', { id: 'x', text: '银行委托' }), [['x', '银航为托', 2, 0]]);
    assert.deepEqual(heard('森请仲才', { id: 'x', text: '申请仲裁' }), [['x', '森请仲才', 2, 1]]);
    assert.deepEqual(heard('送达法欢', { id: 'x', text: '送达法院' }), []);
  });

  it('takes three characters when allowed, with one confusable syllable at most', () => {
    const term: SoundTerm = { id: 'x', text: '催收员', sound: 'allowed' };
    assert.deepEqual(heard('崔搜员', term), [['x', '崔搜员', 1, 1]]);
    assert.deepEqual(heard('崔搜元', term), [['x', '崔搜元', 0, 1]]);
    assert.deepEqual(heard('粗搜员', term), []);
    assert.deepEqual(heard('争星处', { id: 'x', text: '真心畜', sound: 'allowed' }), []);
  });

  it('reads characters with several readings in each common one', () => {
    assert.deepEqual(heard('环款计华', { id: 'x', text: '还款计划' }), [['x', '环款计华', 2, 0]]);
    assert.deepEqual(heard('孩款计划', { id: 'x', text: '还款计划' }), [['x', '孩款计划', 3, 0]]);
  });

  it('does not report the term itself, also in traditional characters', () => {
    assert.deepEqual(heard('信用卡逾期', { id: 'x', text: '信用卡逾期' }), []);
    assert.deepEqual(heard('銀行委託', { id: 'x', text: '银行委托' }), []);
  });

  it('refuses what is too short or not Chinese, by value', () => {
    const { refused } = createSoundMatcher([
      { id: 'a', text: '催收员' },
      { id: 'b', text: '催收', sound: 'allowed' },
      { id: 'c', text: '死', sound: 'forced' },
      { id: 'd', text: '加v信吧', sound: 'forced' },
      { id: 'e', text: '银行委托' },
    ]);
    assert.deepEqual(
      refused.map(({ id, reason }) => [id, reason]),
      [
        ['a', 'too_short'],
        ['b', 'too_short'],
        ['c', 'too_short'],
        ['d', 'not_chinese'],
      ],
    );
  });

  it('puts confusable syllables in one class', () => {
    const classes = [
      ['zhi', 'zi'],
      ['chang', 'can'],
      ['sheng', 'sen'],
      ['nan', 'lang', 'ran'],
      ['jing', 'jin'],
      ['fei', 'hui'],
      ['fang', 'huan', 'huang'],
      ['nv', 'lv'],
    ];
    for (const [first = '', ...others] of classes) {
      for (const other of others) assert.equal(confusable(first), confusable(other), `${first} ${other}`);
    }
    for (const [a, b] of [
      ['ma', 'ba'],
      ['dong', 'don'],
      ['hei', 'fei'],
      ['an', 'lan'],
    ] as const) {
      assert.notEqual(confusable(a), confusable(b));
    }
  });

  it('finds any term whose characters were replaced by others of the same reading', () => {
    const same = new Map([
      ['催', '崔摧'],
      ['收', '受手'],
      ['逾', '雨鱼'],
      ['期', '七妻'],
      ['款', '款'],
      ['银', '音因'],
    ]);
    const term = fc.array(fc.constantFrom(...same.keys()), { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(term, fc.nat(), (characters, seed) => {
        const text = characters.join('');
        const misheard = characters
          .map((character, index) => (same.get(character) ?? '')[(seed >> index) & 1] ?? character)
          .join('');
        const hits = createSoundMatcher([{ id: 'x', text }]).find(`他${misheard}了`);
        if (misheard === text) assert.deepEqual(hits, []);
        else assert.ok(hits.some(({ start, confused }) => start === 1 && confused === 0));
      }),
    );
  });
});
