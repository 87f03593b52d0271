import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDigits } from '../../../../../services/analyzer/language/numbers/parse-digits.ts';

const read = (text: string) =>
  parseDigits(text).map(({ start, end, digits }) => [text.slice(start, end), digits]);

describe('parseDigits', () => {
  it('reads digits said one by one, over pauses', () => {
    assert.deepEqual(read('号码是幺三八 零零一二 三四五六，谢谢'), [
      ['幺三八 零零一二 三四五六', '13800123456'],
    ]);
    assert.deepEqual(read('零七七幺，二二零四'), [['零七七幺，二二零四', '07712204']]);
    assert.deepEqual(read('尾號六六〇三'), [['六六〇三', '6603']]);
    assert.deepEqual(read('零九一八三X'), [['零九一八三X', '09183x']]);
    assert.deepEqual(read('five five five, oh one double three'), [
      ['five five five, oh one double three', '5550133'],
    ]);
  });

  it('reads written digits', () => {
    assert.deepEqual(read('138-0013-8000。'), [['138-0013-8000', '13800138000']]);
    assert.deepEqual(read('8 8 8 5 5 5 i'), [['8 8 8 5 5 5', '888555']]);
  });

  it('marks digits said in pairs', () => {
    assert.deepEqual(
      parseDigits('forty-two eighteen').map(({ digits, isGrouped }) => [digits, isGrouped]),
      [['4218', true]],
    );
    assert.deepEqual(read('eight hundred five five five oh one'), [
      ['eight hundred five five five oh one', '80055501'],
    ]);
  });

  it('leaves alone numbers with units, amounts, times and short strings', () => {
    for (const text of [
      '三五百块',
      '一万零八百',
      '二零二六年',
      '12,850.40',
      '10:30',
      '$1184',
      '六六',
      'nine eighty',
      '一二三四五六七八九十',
      '六六零三块',
    ]) {
      assert.deepEqual(read(text), [], text);
    }
  });

  it('ends at a group that belongs to something else', () => {
    assert.deepEqual(read('六六零三，一万二'), [['六六零三', '6603']]);
    assert.deepEqual(read('六六零三 一个月'), [['六六零三', '6603']]);
  });
});
