import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { joinTurns } from '../../../../services/analyzer/language/join-turns.ts';
import { normaliseText } from '../../../../services/analyzer/language/normalise-text.ts';
import { createTermFinder } from '../../../../services/analyzer/language/term-finder.ts';
import { isWithin, spansOf } from '../../../../services/analyzer/language/text-view.ts';

const join = (...turns: [speaker: string, text: string][]) =>
  joinTurns(turns.map(([speaker, text], index) => ({ speaker, view: normaliseText(text, index) })));

describe('joinTurns', () => {
  it('joins turns of one speaker, also over a short backchannel, and maps a phrase back to its turns', () => {
    const groups = join(['A', '您同事的信用'], ['B', '嗯嗯'], ['A', '卡逾期了'], ['B', '不认识他']);
    assert.deepEqual(
      groups.map(({ turns }) => turns),
      [[0, 2], [1], [3]],
    );
    const view = groups[0]?.view ?? normaliseText('');
    assert.deepEqual(
      createTermFinder([{ id: 'card', text: '信用卡逾期' }])
        .find(view)
        .map(({ start, end }) => spansOf(view, start, end)),
      [
        [
          { turn: 0, start: 4, end: 6 },
          { turn: 2, start: 0, end: 3 },
        ],
      ],
    );
  });

  it('does not join over an answer with words, nor over two turns of somebody else', () => {
    assert.deepEqual(
      join(['A', '您同事'], ['B', '我不认识'], ['A', '信用卡']).map(({ turns }) => turns),
      [[0], [1], [2]],
    );
    assert.deepEqual(
      join(['A', '您同事'], ['B', '嗯'], ['B', '对'], ['A', '信用卡']).map(({ turns }) => turns),
      [[0], [1, 2], [3]],
    );
  });

  it('keeps a finished turn apart and parts Latin words', () => {
    const [open] = join(['A', 'tell your'], ['A', 'wife now']);
    assert.equal(open?.view.text, 'tell your wife now');
    assert.ok(open !== undefined && isWithin(open.view, 0, open.view.text.length, 'clause'));
    for (const finished of ['他在家吗', '他在家。']) {
      const [group] = join(['A', finished], ['A', '让他接']);
      assert.ok(group !== undefined && !isWithin(group.view, 0, group.view.text.length, 'turn'), finished);
    }
  });

  it('has every turn in one group and every unit in its own turn', () => {
    const turn = fc.tuple(
      fc.constantFrom('A', 'B'),
      fc
        .array(fc.constantFrom('嗯', '呃', '你你你', '卡', 'pay', ' ', '，', '。', 'um ', '吗', '那个那个'), {
          maxLength: 6,
        })
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
        const groups = join(...turns);
        assert.deepEqual(
          groups.flatMap((group) => group.turns).sort((a, b) => a - b),
          turns.map((_, index) => index),
        );
        for (const { view, speaker, turns: members } of groups) {
          for (const index of members) assert.equal(turns[index]?.[0], speaker);
          for (const layer of [view, view.plain]) {
            assert.equal(layer.breaks.length, layer.text.length + 1);
            for (let at = 0; at < layer.text.length; at += 1) {
              const [span] = spansOf(layer, at, at + 1);
              assert.ok(span !== undefined && members.includes(span.turn));
              const original = turns[span.turn]?.[1] ?? '';
              assert.ok(span.end <= original.length);
              if (layer.text[at] !== ' ')
                assert.ok(original.slice(span.start, span.end).includes(layer.text[at] ?? ''));
            }
          }
          if (view.fromPlain !== null) {
            assert.equal(view.fromPlain.length, view.plain.text.length + 1);
            assert.equal(view.fromPlain.at(-1), view.text.length);
            assert.ok(
              view.fromPlain.every((place, at) => at === 0 || place >= (view.fromPlain?.[at - 1] ?? 0)),
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
