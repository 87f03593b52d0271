import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { foldUnits } from '../../../../services/analyzer/language/characters.ts';
import { normaliseTerm, normaliseText } from '../../../../services/analyzer/language/normalise-text.ts';
import {
  BREAK,
  isWithin,
  rangeOf,
  spansOf,
  strongestBreak,
} from '../../../../services/analyzer/language/text-view.ts';

const textOf = (original: string) => normaliseText(original).text;

/** The original text that a piece of the normalised text stands for. */
const quote = (original: string, piece: string): string => {
  const view = normaliseText(original);
  const at = view.text.indexOf(piece);
  assert.ok(at >= 0, `${piece} is not in ${view.text}`);
  const [span, ...more] = spansOf(view, at, at + piece.length);
  assert.ok(span !== undefined && more.length === 0);
  return original.slice(span.start, span.end);
};

const PIECES = [
  ...'你您他她妳两账帳裡呃嗯啊额零一二十百千万，。！？、；：…—·「」（）~ \t\n',
  ...'aAbBzZ09$%+@.,!?:;\'"-*_/’ＡＢ１㈠㎡½ﬁ①éßİ',
  '那个',
  '这个',
  '就是说',
  '我跟你',
  'uh ',
  'um, ',
  'you know ',
  'the the ',
  '1,234',
  '😀',
  '👨‍👩‍👧',
  '\u200b',
  '\ufeff',
  '\ud835\udc12',
  '\ud842\udfb7',
  '\ud800',
  'e\u0301',
];
const transcript = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('normaliseText', () => {
  it('folds what sounds or looks alike to one form', () => {
    const cases: [string, string][] = [
      ['ＡＢＣ１２３', 'abc123'],
      ['妳她祂牠您', '你他他他你'],
      ['帳戶裡的貸款', '账户里的贷款'],
      ['〇一两三', '零一二三'],
      ['Café RÉSUMÉ', 'cafe resume'],
      ['㈠、㎡、ﬁ', '一m2 fi'],
      ['𝐒𝐁', 'sb'],
    ];
    for (const [original, text] of cases) assert.equal(normaliseTerm(original), text, original);
  });

  it('takes out punctuation, emoji, invisible characters and spaces between Chinese characters', () => {
    assert.equal(textOf('贷 款，逾\u200b期😀了。'), '贷款逾期了');
    assert.equal(textOf('去*死'), '去死');
    assert.equal(textOf('微-信'), '微信');
  });

  it('keeps Latin words one space apart and contractions whole', () => {
    assert.equal(textOf('Don’t  call,\nJohn—ever.'), "don't call john ever");
    assert.equal(textOf("'quoted' words"), 'quoted words');
    assert.equal(textOf('加 V 信'), '加v信');
  });

  it('keeps numbers readable', () => {
    assert.equal(textOf('12,850.40元'), '12850.40元');
    assert.equal(textOf('at 10:30, 5 5 5'), 'at 10 30 5 5 5');
    assert.equal(textOf('五五五，八八八八'), '五五五八八八八');
  });

  it('takes out hesitation but not what only looks like it', () => {
    assert.equal(textOf('您儿子呃信用卡嗯逾期'), '你儿子信用卡逾期');
    assert.equal(textOf('那个，您那个那个信用卡'), '你信用卡');
    assert.equal(textOf('嗯，是我。嗯。'), '嗯是我嗯');
    assert.equal(textOf('那个人的额度'), '那个人的额度');
    assert.equal(textOf('uh you, um, owe, you know, a lot'), 'you owe a lot');
    assert.equal(textOf('uh-huh, mm hm'), 'uh huh mm hm');
    assert.equal(textOf('do you know what'), 'do you know what');
  });

  it('takes out stutters and repeats but not grammar', () => {
    assert.equal(textOf('你你你，还还还钱'), '你还还钱');
    assert.equal(textOf('我跟你 我跟你说'), '我跟你说');
    assert.equal(textOf('看看妈妈'), '看看妈妈');
    assert.equal(textOf('我 我借钱'), '我借钱');
    assert.equal(textOf('你给我，我姓唐'), '你给我我姓唐');
    assert.equal(textOf('you need you need to pay pay'), 'you need to pay');
    assert.equal(textOf('去死。去死。'), '去死去死');
  });

  it('joins letters that were spaced out', () => {
    assert.equal(textOf('你个 S B'), '你个sb');
    assert.equal(textOf('T.M.D'), 'tmd');
    assert.equal(textOf('so i b late'), 'so i b late');
  });

  it('quotes a match as it was spoken', () => {
    assert.equal(quote('你同事贷 款 逾 期两个月', '你同事贷款逾期'), '你同事贷 款 逾 期');
    assert.equal(quote('您儿子呃信用卡', '儿子信用卡'), '儿子呃信用卡');
    assert.equal(quote('你你你去死', '你去死'), '你去死');
    assert.equal(quote('㈠个', '一个'), '㈠个');
  });

  it('remembers where clauses and sentences end', () => {
    const view = normaliseText('您好，我姓李。是、是 吗');
    assert.equal(view.text, '你好我姓李是是吗');
    assert.equal(strongestBreak(view, 0, 2), BREAK.NONE);
    assert.equal(strongestBreak(view, 1, 3), BREAK.CLAUSE);
    assert.equal(strongestBreak(view, 4, 6), BREAK.SENTENCE);
    assert.equal(strongestBreak(view, 6, 8), BREAK.PAUSE);
    assert.ok(isWithin(view, 0, 5, 'sentence') && !isWithin(view, 0, 5, 'clause'));
    assert.ok(isWithin(view, 0, 8, 'turn') && !isWithin(view, 0, 8, 'sentence'));
  });

  it('does not take the point of an amount, an initial or a title for a sentence end', () => {
    for (const original of ['pay 3.50 now', 'ask J. Smith', 'Mr. Smith']) {
      const view = normaliseText(original);
      assert.equal(strongestBreak(view, 0, view.text.length), BREAK.NONE, original);
    }
    const view = normaliseText('I paid. Smith knows');
    assert.equal(strongestBreak(view, 0, view.text.length), BREAK.SENTENCE);
  });

  it('is the same for a term as for the text that holds it', () => {
    fc.assert(
      fc.property(transcript, (term) => {
        const normalised = normaliseTerm(term);
        assert.equal(normaliseText(term).plain.text, normalised);
      }),
    );
  });

  it('maps every unit back to a place of the original that holds it', () => {
    fc.assert(
      fc.property(transcript, (original) => {
        const view = normaliseText(original, 3);
        for (const layer of [view, view.plain]) {
          const { text, starts, ends, turns, breaks } = layer;
          assert.equal(breaks.length, text.length + 1);
          for (const list of [starts, ends, turns]) assert.equal(list.length, text.length);
          for (let at = 0; at < text.length; at += 1) {
            const [start, end] = [starts[at] ?? -1, ends[at] ?? -1];
            assert.ok(start >= 0 && end <= original.length && start <= end);
            assert.ok(at === 0 || (starts[at - 1] ?? 0) <= start);
            const slice = original.slice(start, end);
            const holds = text[at] === ' ' ? start < end : normaliseTerm(slice).includes(text[at] ?? '');
            assert.ok(
              holds || foldUnits(slice).includes(text[at] ?? ''),
              `${JSON.stringify(text[at])} in ${JSON.stringify(slice)}`,
            );
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('finds the units of any span of the original again', () => {
    fc.assert(
      fc.property(transcript, fc.nat(), fc.nat(), (original, a, b) => {
        const view = normaliseText(original);
        if (view.text === '') return;
        const [start, end] = [a % view.text.length, b % view.text.length].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const [span] = spansOf(view, start, end + 1);
        assert.ok(span !== undefined);
        const range = rangeOf(view, span);
        assert.ok(range !== null && range.start <= start && range.end >= end + 1);
      }),
    );
  });

  it('leads from the plain layer to the same characters', () => {
    fc.assert(
      fc.property(transcript, (original) => {
        const { text, plain, fromPlain } = normaliseText(original);
        if (fromPlain === null) return assert.equal(text, plain.text);
        assert.equal(fromPlain.length, plain.text.length + 1);
        for (let at = 0; at < plain.text.length; at += 1) {
          const from: number = fromPlain[at] ?? -1;
          const to: number = fromPlain[at + 1] ?? -1;
          assert.ok(to === from || (to === from + 1 && text[from] === plain.text[at]));
        }
        assert.equal(fromPlain.at(-1), text.length);
      }),
    );
  });

  it('takes a megabyte without punctuation', () => {
    const view = normaliseText('您的贷款逾期'.repeat(30_000));
    assert.equal(view.plain.text.length, 180_000);
  });
});
