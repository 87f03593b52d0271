import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { detectPersonalData } from '../../../../services/review-api/personal-data/detect-personal-data.ts';
import { evaluateDetection, readMarks } from '../../../../services/review-api/personal-data/evaluation.ts';
import { maskText } from '../../../../services/review-api/personal-data/mask-text.ts';
import { checkDigit } from '../../../../services/review-api/personal-data/numbers/national-id.ts';

const FOLDER = new URL('../../../../lexicons/personal-data/', import.meta.url);

/** Marked turns in, marks out again: what the detectors see of them. */
function seen(...marked: string[]): string[] {
  const turns = marked.map((turn, index) => ({
    speaker: turn.slice(0, 1),
    ...readMarks(index, turn.slice(3)),
  }));
  return detectPersonalData(turns).map(
    ({ kind, turn, start, end }) => `${kind}|${turns[turn]?.text.slice(start, end)}`,
  );
}

function marksIn(...marked: string[]): string[] {
  return marked.flatMap((turn) => [...turn.matchAll(/\[\[([^\]]+)\]\]/g)].map(([, mark]) => mark ?? ''));
}

function holds(...marked: string[]): void {
  assert.deepEqual(seen(...marked), marksIn(...marked), marked.join(' / '));
}

test('numbers are found as they are written and as they are said', () => {
  holds('B: 打[[phone|13800138000]]，或者[[phone|零二一 五八七七 六六五五]]。');
  holds('B: [[phone|幺三八，呃，零零幺三，那个，八零零零]]是我的。');
  holds('B: my cell is [[phone|five five five oh one nine nine]] okay');
  holds("B: it's [[phone|three one two, double five five, oh one three four]]");
  holds('B: 卡号[[bank_card|6222021234567890128]]，身份证[[national_id|110101199003077758]]。');
  holds('B: SSN [[ssn|123-45-6789]], NI number [[nino|QQ 12 34 56 C]]');
});

test('a number goes on over turns while the other side only nods, and its echo is found, too', () => {
  holds(
    'B: [[phone|一五零]]',
    'A: [[phone|一五零]]。',
    'B: [[phone|幺二三四]]',
    'A: 嗯嗯。',
    'B: [[phone|五六七八]]',
  );
  holds('A: 身份证后四位？', 'B: [[national_id|三三一七]]，我骑着车呢。');
  holds('B: 一五零', 'A: 我说的是下周三之前必须处理。', 'B: 幺二三四，五六七八');
});

test('amounts, dates, case times and hotlines are left alone', () => {
  holds('A: 欠款12850.40元，逾期138天，2024年3月15日17:30前还清。');
  holds('A: 客服400-820-8820，投诉12378，订单号20240311123456789。');
  holds('A: You owe $1,184.20 since 03/12/2025; call 1-800-555-0199, reference number 3125550134.');
  holds('B: 三五百块总有吧，一三五上班，九点到五点。');
});

test('a name known from the call is found wherever it stands, and so is one that was told in full', () => {
  const turns = [{ speaker: 'A', text: '家旺啊，鲍家旺不在吗' }];
  assert.deepEqual(
    detectPersonalData(turns, ['鲍家旺']).map(({ start, end }) => turns[0]?.text.slice(start, end)),
    ['家旺', '鲍家旺'],
  );
  holds('B: 我叫[[name|何秀英]]。', 'A: [[name|何秀英]]欠的，跟[[name|何秀英]]说。');
  holds('A: My name is [[name|Denise Harmon]].', 'B: Well, [[name|Denise Harmon]], no.');
});

test('of a random identity number with its check digit nothing is missed, said or written', () => {
  const digits = '零一二三四五六七八九';
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1930-01-01'), max: new Date('2010-01-01'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
      fc.boolean(),
      (born, order, isSaid) => {
        const first = `320106${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
        const number = first + checkDigit(first).toUpperCase();
        const said = isSaid
          ? number.replace(/\d/g, (digit) => digits[Number(digit)] ?? '').replace('X', '叉')
          : number;
        assert.deepEqual(seen(`B: 我的是${said}，没错吧`), [`national_id|${said}`]);
      },
    ),
    { numRuns: 200 },
  );
});

test('spans lie in their turns, in order, without overlaps, and masks keep every length', () => {
  const pieces = fc.constantFrom(
    ...'一三八 13800138000 张先生 我叫 王小芳 @ . 163.com 路 号 三栋 呃 ， 🙂 my name is John five double 的 身份证 6222 京A12345'.split(
      ' ',
    ),
    ' ',
    '\n',
  );
  const text = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (drawn) => {
      const turns = drawn.map((parts, index) => ({
        speaker: index % 2 === 0 ? 'A' : 'B',
        text: parts.join(''),
      }));
      const spans = detectPersonalData(turns, ['王小芳']);
      const ends = new Map<number, number>();
      for (const { turn, start, end } of spans) {
        assert.ok(start >= (ends.get(turn) ?? 0) && start < end && end <= (turns[turn]?.text.length ?? 0));
        ends.set(turn, end);
      }
      for (const [turn, { text: original }] of turns.entries())
        assert.equal(
          maskText(
            original,
            spans.filter((span) => span.turn === turn),
          ).length,
          original.length,
        );
    }),
    { numRuns: 300 },
  );
});

test('the work grows with the text: what would make an expression go back and forth ends all the same', () => {
  const hard = [
    '一三八 ',
    '零',
    '1 ',
    '1',
    '@',
    'a@',
    'a.',
    '路',
    '市区县',
    '十号',
    '我是王',
    '先生',
    'my name is ',
    'five ',
    'double ',
    'aa 12 ',
    'at a dot ',
  ];
  for (const piece of hard) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    detectPersonalData([{ speaker: 'A', text }]);
  }
});

test('the labelled sets are found nearly whole, the one kept back, too', () => {
  const Line = z.object({ turns: z.array(z.string()), known: z.record(z.string(), z.string()).optional() });
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl'))) {
    const lines = readFileSync(new URL(name, FOLDER), 'utf8').trim().split('\n');
    const dialogues = lines.map((line) => {
      const { turns, known } = Line.parse(JSON.parse(line));
      const read = turns.map((turn, at) => ({ speaker: turn.slice(0, 1), ...readMarks(at, turn.slice(3)) }));
      return { turns: read, marks: read.flatMap(({ marks }) => marks), known: Object.values(known ?? {}) };
    });
    const { kinds, leftToRead, cleanTouched } = evaluateDetection(dialogues);
    const marks = [...kinds.values()].reduce((sum, of) => sum + of.marks, 0);
    assert.ok(marks > 30, name);
    assert.ok(leftToRead / marks <= 0.06, `${name}: ${leftToRead} of ${marks} left to read`);
    assert.ok(cleanTouched <= 1, `${name}: ${cleanTouched} clean dialogues touched`);
  }
});
