import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Amount } from '../../../../../services/analyzer/language/numbers/amount.ts';
import { parseAmounts } from '../../../../../services/analyzer/language/numbers/parse-amounts.ts';

const only = (text: string): Amount => {
  const [amount, ...more] = parseAmounts(text);
  assert.ok(amount !== undefined && more.length === 0, `${text}: ${JSON.stringify(parseAmounts(text))}`);
  return amount;
};
const quoted = (text: string) => parseAmounts(text).map(({ start, end }) => text.slice(start, end));

describe('parseAmounts in Chinese', () => {
  it('reads exact amounts, the last digit continuing the units', () => {
    const cases: [string, number][] = [
      ['一万两千八百五十块四毛', 12_850.4],
      ['一万二', 12_000],
      ['三千五', 3500],
      ['一万零八百七', 10_870],
      ['一万零五百', 10_500],
      ['一千零五块', 1005],
      ['一千零二十', 1020],
      ['四万四千一', 44_100],
      ['一百五', 150],
      ['一块二', 1.2],
      ['两块半', 2.5],
      ['一万五千零五块零五分', 15_005.05],
      ['三千二百六十八块五', 3268.5],
      ['五毛钱', 0.5],
      ['两分钱', 0.02],
      ['一亿两千万', 120_000_000],
      ['一点五万', 15_000],
      ['壹万贰仟元整', 12_000],
      ['八萬八千塊', 88_000],
      ['萬八蚊', 18_000],
      ['一万二千 八百五十', 12_850],
    ];
    for (const [text, value] of cases) assert.deepEqual(only(text).candidates, [value], text);
  });

  it('reads written amounts with units, signs and separators', () => {
    const cases: [string, number, string | null][] = [
      ['1.2万', 12_000, null],
      ['12,850.40元', 12_850.4, 'CNY'],
      ['１２００块', 1200, 'CNY'],
      ['3千5', 3500, null],
      ['5w', 50_000, null],
      ['¥1,200.50', 1200.5, 'CNY'],
      ['人民币500', 500, 'CNY'],
      ['三千美金', 3000, 'USD'],
      ['NT$3,000', 3000, 'TWD'],
      ['三千蚊', 3000, 'HKD'],
    ];
    for (const [text, value, currency] of cases) {
      const amount = only(text);
      assert.deepEqual([amount.low, amount.high, amount.currency], [value, value, currency], text);
      assert.equal(amount.isBare, currency === null, text);
    }
    assert.equal(parseAmounts('三千块', { yuan: 'TWD', dollar: 'USD' })[0]?.currency, 'TWD');
  });

  it('gives the span of vague amounts', () => {
    const cases: [string, number, number][] = [
      ['百八十块', 100, 180],
      ['两三千', 2000, 3000],
      ['三五百', 300, 500],
      ['三万多', 30_000, 40_000],
      ['三万五六', 35_000, 36_000],
      ['十来万', 100_000, 200_000],
      ['几千块', 2000, 9000],
      ['四千三百多', 4300, 4400],
      ['3000多块', 3000, 4000],
      ['三到五千', 3000, 5000],
      ['10-20万', 100_000, 200_000],
    ];
    for (const [text, low, high] of cases) {
      const amount = only(text);
      assert.deepEqual(
        [amount.low, amount.high, amount.isApproximate, amount.candidates],
        [low, high, true, []],
        text,
      );
    }
    for (const text of ['大概三万', '三万左右', '将近三万块']) {
      assert.deepEqual([only(text).low, only(text).isApproximate], [30_000, true], text);
    }
  });

  it('lists both readings where a day follows', () => {
    assert.deepEqual(only('还三千二十号打').candidates, [3000, 3200]);
    assert.deepEqual(only('五千六月还').candidates, [5000]);
    assert.deepEqual(only('一万二月底还').candidates, [12_000]);
  });

  it('leaves alone what counts something else', () => {
    for (const text of [
      '三个月',
      '二十五号',
      '一百二十天',
      '五百人的群',
      '第一百名',
      '百分之三十',
      '千分之五',
      '下午五点半',
      '千万别这样',
      '万一不还',
      '一块儿还',
      '尾号六六零三',
      '一百个放心',
      '10:30',
      '2026-03-05',
      '13800138000',
      '打12378',
      '888-555-0138',
      '拿一点来',
    ]) {
      assert.deepEqual(quoted(text), [], text);
    }
  });

  it('quotes amounts inside sentences', () => {
    assert.deepEqual(quoted('您六千八百二这个月能还两千，剩下的二十八号还'), ['六千八百二', '两千']);
    assert.deepEqual(quoted('两千块三个月还清，一千二一个月'), ['两千块', '一千二']);
    assert.deepEqual(quoted('您的帳單是三萬零五百，不是3万5'), ['三萬零五百', '3万5']);
  });
});

describe('parseAmounts in English', () => {
  it('reads exact amounts', () => {
    const cases: [string, number][] = [
      ['eleven eighty-four and twenty cents', 1184.2],
      ['two grand', 2000],
      ['$1,184.20', 1184.2],
      ['twelve hundred', 1200],
      ['twelve hundred and forty dollars', 1240],
      ['sixty-four hundred two and eighteen cents', 6402.18],
      ['two hundred twelve forty', 212.4],
      ['six hundred forty fifty', 640.5],
      ['four hundred twenty-one sixty-seven', 421.67],
      ['three seventy-eight seventy-five', 378.75],
      ['three thousand eighty', 3080],
      ['seven thousand eight hundred forty-two', 7842],
      ['a hundred and twenty a month', 120],
      ['twelve dollars fifty', 12.5],
      ['fifty bucks', 50],
      ['seventy-five cents', 0.75],
      ['$2.5k', 2500],
      ['2 grand', 2000],
    ];
    for (const [text, value] of cases) assert.deepEqual(only(text).candidates, [value], text);
  });

  it('lists the readings of pairs, the likeliest first', () => {
    assert.deepEqual(only('nine eighty').candidates, [980, 9.8]);
    assert.deepEqual(only('eleven eighty-four').candidates, [1184, 11.84]);
    assert.deepEqual(only('four thousand one eighty eight').candidates, [4188, 4001.88]);
    assert.deepEqual(only("it's sitting at nine twenty").candidates, [920, 9.2]);
  });

  it('gives the span of vague amounts', () => {
    const vague = only('couple hundred tonight');
    assert.deepEqual([vague.low, vague.high, vague.isApproximate], [200, 300, true]);
    const change = only('thirty-four hundred and change');
    assert.deepEqual([change.low, change.high, change.isApproximate], [3400, 3500, true]);
    assert.ok(only('about four hundred').isApproximate);
  });

  it('leaves alone times, dates, identifiers and counts', () => {
    for (const text of [
      'call me at nine thirty',
      'born in nineteen forty-eight',
      'a hundred and twenty-eight days',
      'three hundred percent',
      'zip code seven eight two oh one',
      'five five five oh one',
      'the eight hundred number',
      'thirty days',
      'my 401k',
      'one of them',
    ]) {
      assert.deepEqual(quoted(text), [], text);
    }
  });

  it('ends a number at a comma', () => {
    assert.deepEqual(quoted('one hundred, two hundred dollars'), ['one hundred', 'two hundred dollars']);
  });
});

describe('parseAmounts on any text', () => {
  const SPOKEN = '零一二三四五六七八九';
  /** The numeral as it is written in full. */
  const spell = (value: number): string => {
    const section = (below: number): string => {
      let text = '';
      let skipped = false;
      for (const [unit, name] of [
        [1000, '千'],
        [100, '百'],
        [10, '十'],
        [1, ''],
      ] as const) {
        const digit = Math.floor(below / unit) % 10;
        if (digit === 0) skipped ||= text !== '';
        else {
          text += `${skipped ? '零' : ''}${SPOKEN[digit]}${name}`;
          skipped = false;
        }
      }
      return text;
    };
    const [high, low] = [Math.floor(value / 10_000), value % 10_000];
    if (high === 0) return section(low);
    return `${section(high)}万${low > 0 && low < 1000 ? '零' : ''}${section(low)}`;
  };

  it('reads back every number spelt in full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 99_999_999 }), (value) => {
        assert.deepEqual(only(`${spell(value)}元`).candidates, [value], spell(value));
      }),
      { numRuns: 500 },
    );
  });

  it('reads back every number written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (cents) => {
        const value = cents / 100;
        assert.deepEqual(only(`$${value.toLocaleString('en-US', { minimumFractionDigits: 2 })}`).candidates, [
          value,
        ]);
        assert.deepEqual(only(`${value}元`).candidates, [value]);
      }),
    );
  });

  it('gives ordered spans that do not overlap, whatever the text', () => {
    const piece = fc.constantFrom(
      ...'零一二两三五十百千万亿几多来到块元毛分半号月点,. -$¥%',
      '12',
      '3.5',
      'hundred ',
      'two ',
      'twenty ',
      'and ',
      'cents ',
      'a ',
      'k ',
      '呃',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end, low, high, candidates } of parseAmounts(text)) {
          assert.ok(start >= last && end > start && end <= text.length, text);
          assert.ok(
            Number.isFinite(low) && low <= high && candidates.every((value) => value >= low && value <= high),
            text,
          );
          last = end;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
