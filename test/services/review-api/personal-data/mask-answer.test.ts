import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoredCall } from '../../../../contracts/call-record.ts';
import type { PersonalDataKind } from '../../../../contracts/personal-data.ts';
import { maskAnswer } from '../../../../services/review-api/personal-data/mask-answer.ts';
import { maskOf } from '../../../../services/review-api/personal-data/mask-text.ts';
import { asksForPersonalData } from '../../../../services/review-api/personal-data/search-question.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';

const SECRETS = ['13812345678', '王大力', '何秀英', '110101199003077758', '幺三九零零幺幺二二三三'];
const call = personalCall();
const shown = (revealed: ReadonlySet<PersonalDataKind> | null = new Set()) => ({
  callId: null,
  loadCalls: async () => new Map([[call.record.callId, call.transcript]]),
  revealedOf: () => revealed,
  hidesTellingHits: true,
});

/** A flagged call whose evidence holds a number, with names in its metadata. */
function personalCall(): StoredCall {
  const plain = storedCall({ callId: 'personal' });
  const [first, second] = plain.findings;
  assert.ok(plain.transcript && first && second);
  const { transcript } = plain;
  const said = [
    '我叫王大力，电话13812345678，不还就打给何秀英，',
    '身份证110101199003077758，',
    '幺三九零零幺幺二二三三',
  ];
  const turns = transcript.turns.map((turn, index) => ({ ...turn, text: said[index] ?? turn.text }));
  const quote = turns[0]?.text.slice(3, 24) ?? '';
  const span = { turn: 0, start: 3, end: 24, quote };
  const { finding } = first;
  return {
    ...plain,
    transcript: {
      ...transcript,
      turns,
      collector: { ...transcript.collector, name: '何秀英' },
      debtor: { id: 'd', name: '王大力' },
    },
    findings: [
      {
        ...first,
        finding: {
          ...finding,
          turn: 0,
          spans: [span],
          explanation: {
            ...finding.explanation,
            zh: `匹配“${quote}”`,
            en: `matched "${quote}" in the call of 王大力`,
            matched: [{ group: 'g', term: '电话', kind: 'exact', span }],
          },
        },
        review: {
          ...first.review,
          state: 'reviewed',
          version: 1,
          verdict: 'confirmed',
          history: [
            {
              id: 'e',
              kind: 'verdict',
              callId: 'personal',
              findingId: finding.id,
              evidenceHash: 'h',
              verdict: 'confirmed',
              comment: '王大力的手机13812345678属实',
              actor: { id: 'wang', role: 'officer' },
              at: '2026-11-03T02:10:11.000Z',
              version: 1,
            },
          ],
        },
      },
      second,
    ],
  };
}

test('nothing personal is left in a call, wherever it stands, and spans still fit their turns', async () => {
  const masked = StoredCall.parse(await maskAnswer(call, shown()));
  const text = JSON.stringify(masked);
  for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
  const [first] = masked.findings;
  assert.ok(first);
  for (const { turn, start, end, quote } of first.finding.spans)
    assert.equal(masked.transcript?.turns[turn]?.text.slice(start, end), quote);
  assert.match(first.finding.spans[0]?.quote ?? '', /138\*\*\*\*5678/);
  assert.deepEqual(
    masked.transcript?.turns.map((turn) => turn.text.length),
    call.transcript?.turns.map((turn) => turn.text.length),
  );
  const { record, facts } = masked;
  assert.deepEqual({ record, facts }, { record: call.record, facts: call.facts });
});

test('a revealed kind is shown and the others are not', async () => {
  const text = JSON.stringify(await maskAnswer(call, shown(new Set<PersonalDataKind>(['phone']))));
  assert.ok(text.includes('13812345678'));
  assert.ok(!text.includes('王大力') && !text.includes('110101199003077758'));
  assert.deepEqual(await maskAnswer(call, shown(null)), call);
});

test('a finding, a quote or a comment alone is masked by what its call gives away', async () => {
  const [stored] = call.findings;
  for (const alone of [
    stored,
    { items: [{ callId: 'personal', note: '王大力说明天还' }] },
    { deep: [[stored?.review]] },
  ]) {
    const text = JSON.stringify(await maskAnswer(alone, shown()));
    for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} in ${text}`);
  }
});

test('highlights are masked in place, and a hit found only in what is masked is not shown', async () => {
  const turn = call.transcript?.turns[0]?.text ?? '';
  const hit = (from: number, to: number) => ({
    record: call.record,
    review: {},
    highlights: [{ turn: 0, text: turn, ranges: [[from, to]] }],
  });
  const page = {
    hits: [hit(2, 5), hit(turn.indexOf('不还'), turn.indexOf('不还') + 2)],
    total: 2,
    nextCursor: null,
  };
  const masked = JSON.stringify(await maskAnswer(page, shown()));
  assert.ok(!masked.includes('王大力'));
  assert.equal((masked.match(/"highlights"/g) ?? []).length, 1);
  assert.match(masked, /不还/);
});

test('what is no text stays whole', async () => {
  const answer = {
    nextCursor: '13800138000',
    id: '13800138000',
    callId: '13800138000',
    transcriptHash: '13800138000',
    n: 13800138000,
  };
  assert.deepEqual(await maskAnswer(answer, shown()), answer);
});

test('masks keep the length, and of spoken digits not even their lengths', () => {
  assert.equal(maskOf('phone', '138-1234-5678'), '138-****-5678');
  assert.equal(maskOf('phone', '312-555-0134'), '***-***-0134');
  assert.equal(maskOf('bank_card', '6222 0212 3456 7890 128'), '**** **** **** ***0 128');
  assert.equal(maskOf('phone', 'five five five'), '*'.repeat(14));
  assert.equal(maskOf('national_id', '11010119900307775X'), '*'.repeat(18));
  assert.equal(maskOf('name', '𠮷田'), '***');
});

test('a search for a number or an address is told apart from one for words and amounts', () => {
  for (const text of [
    '13812345678',
    '一三八零零',
    '"幺三八 零零"',
    '文三路388号5栋',
    'a@b.com',
    '京A12345',
    'five five five oh one',
  ])
    assert.ok(asksForPersonalData(text), text);
  for (const text of ['到你单位去闹', '5000', '三千五', '老赖 起诉', '2024年', 'go to jail', '一二三四'])
    assert.ok(!asksForPersonalData(text), text);
});
