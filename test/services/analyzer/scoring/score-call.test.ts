import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Analysis } from '../../../../contracts/analysis.ts';
import { CallRecord } from '../../../../contracts/call-record.ts';
import { canonicalJson } from '../../../../contracts/canonical-json.ts';
import type { ElementName } from '../../../../contracts/scoring.ts';
import { Transcript } from '../../../../contracts/transcript.ts';
import { type AnalyseCall, createCallAnalysis } from '../../../../services/analyzer/analyse-call.ts';
import { callOutcome } from '../../../../services/analyzer/call-outcome.ts';
import { loadRulebookFolder } from '../../../../services/analyzer/load-rulebook-folder.ts';

type Line = readonly [speaker: 'A' | 'B' | 'C', text: string];
type Change = Readonly<Record<string, unknown>>;

const OPENING: readonly Line[] = [
  ['A', '您好，请问是王建华先生吗？'],
  ['B', '我是，哪里？'],
  [
    'A',
    '王先生您好，我是江城银行信用卡中心的张萍，通话全程录音。您的信用卡逾期十二天，欠款八千元，是什么原因没还呢？',
  ],
];

/** Turns of four seconds, half a second apart. */
function callOf(lines: readonly Line[], change: Change = {}): Transcript {
  return Transcript.parse({
    callId: 'call-1',
    direction: 'outbound',
    startedAt: '2026-11-25T10:00:00+08:00',
    timeZone: 'Asia/Shanghai',
    language: 'zh-CN',
    collector: { id: 'col-1' },
    debtor: { id: 'deb-1', name: '王建华' },
    debt: { caseId: 'case-1', creditor: '江城银行', currency: 'CNY', balance: 8000, daysPastDue: 12 },
    participants: [
      { id: 'A', role: 'collector' },
      { id: 'B', role: 'debtor' },
      { id: 'C', role: 'third_party', relation: 'parent' },
    ],
    turns: lines.map(([speaker, text], index) => ({
      speaker,
      text,
      startMs: index * 4_500,
      endMs: index * 4_500 + 4_000,
    })),
    ...change,
  });
}

describe('scoring of a call', () => {
  let analyse: AnalyseCall;
  before(async () => {
    analyse = createCallAnalysis(await loadRulebookFolder('lexicons'));
  });
  const score = (lines: readonly Line[], change?: Change) => {
    const call = callOf(lines, change);
    const analysis = analyse(call, []);
    const of = (element: ElementName) => analysis.elements.find((score) => score.element === element);
    return { call, analysis, of, statusOf: (element: ElementName) => of(element)?.status };
  };
  const promisesAfter = (lines: readonly Line[], change?: Change) =>
    score([...OPENING, ...lines], change).analysis.promises.map((promise) => [
      promise.status,
      promise.amount,
      promise.date,
      promise.channel,
    ]);

  it('finds every element of a good call, with quotes that are the words of the call', () => {
    const { call, analysis, statusOf } = score(
      [
        ...OPENING,
        ['B', '我上个月失业了，手头紧。'],
        ['A', '理解，不容易。您看先还一部分，剩下的申请分期，征信影响也小。'],
        ['B', '那我后天先还两千，手机银行转。'],
        ['A', '好，跟您确认，二十七号手机银行还两千。'],
        ['B', '对。'],
        ['A', '我二十七号下午再联系您。谢谢您，再见。'],
      ],
      { disposition: { code: 'PTP', promise: { amount: 2000, date: '2026-11-27' } } },
    );
    Analysis.parse(analysis);
    for (const { element, status } of analysis.elements)
      assert.equal(status, element === 'third_party_protocol' ? 'not_applicable' : 'present', element);
    assert.equal(statusOf('clear_record'), 'present');
    assert.equal(analysis.reasonForDelay?.reason, 'lost_job');
    assert.equal(analysis.stage, 'd11_30');
    const spans = [...analysis.elements, ...analysis.promises].flatMap(({ evidence }) => evidence);
    assert.ok(spans.length > 8);
    for (const { turn, start, end, quote } of spans)
      assert.equal(call.turns[turn]?.text.slice(start, end), quote);
  });

  it('names what is lacking', () => {
    const { of } = score([
      ['A', '王建华，你欠银行八千块，什么时候还？'],
      ['B', '不还，你们去告吧。'],
    ]);
    assert.deepEqual(of('right_party_confirmed')?.lacking, ['check_before_debt']);
    assert.equal(of('strong_opening')?.status, 'absent');
    assert.ok(of('strong_opening')?.lacking.includes('recording_notice'));
    assert.deepEqual(of('obstacle_handled')?.lacking, ['acknowledgement', 'way']);
    assert.deepEqual(of('payment_plan')?.lacking, ['promise']);
    assert.deepEqual(of('clear_record')?.lacking, ['disposition']);
    assert.equal(of('clear_record')?.status, 'undecidable');
  });

  it('counts a debt told before the answer against the check', () => {
    const { of } = score([
      ['A', '王建华先生吗？您的信用卡逾期了，欠款八千。'],
      ['B', '是我。'],
      ['A', '什么时候还？'],
    ]);
    assert.deepEqual(of('right_party_confirmed')?.lacking, ['check_before_debt']);
  });

  it('judges the third-party protocol by what was told and how', () => {
    const kept = score([
      ['A', '您好，王建华先生在吗？我姓赵，麻烦让他给我回个电话。'],
      ['C', '好的，我转告他。'],
    ]);
    assert.equal(kept.statusOf('third_party_protocol'), 'present');
    assert.equal(kept.statusOf('strong_opening'), 'not_applicable');
    const broken = score([
      ['A', '您好，我姓赵，王建华欠款逾期了，你必须让他回电话。'],
      ['C', '我是他妈。'],
      ['A', '你替他还吧。'],
    ]);
    assert.deepEqual(broken.of('third_party_protocol')?.lacking, ['no_disclosure', 'no_force']);
  });

  it('takes a yes to a proposal, and lets a later answer replace it', () => {
    assert.deepEqual(
      promisesAfter([
        ['A', '月底之前还三千可以吗？'],
        ['B', '可以，手机银行。'],
      ]),
      [['open', 3000, '2026-11-30', 'app']],
    );
    assert.deepEqual(
      promisesAfter([
        ['B', '月底还三千。'],
        ['A', '有点晚，周五之前行不行？'],
        ['B', '行。'],
      ]),
      [
        ['replaced', 3000, '2026-11-30', null],
        ['open', 3000, '2026-11-27', null],
      ],
    );
  });

  it('splits several promises and settles shares and the rest against the balance', () => {
    assert.deepEqual(promisesAfter([['B', '周五还一半，剩下的下个月五号还，都用支付宝。']]), [
      ['open', 4000, '2026-11-27', 'wallet'],
      ['open', 4000, '2026-12-05', 'wallet'],
    ]);
    assert.deepEqual(promisesAfter([['B', '明天全部还清。']], { debt: undefined }), [
      ['open', null, '2026-11-26', null],
    ]);
  });

  it('takes no promise from what was declined, hedged or paid, and marks conditions', () => {
    for (const said of ['今天还不了两千。', '我尽量月底还两千吧。', '我昨天已经还了两千。'])
      assert.deepEqual(promisesAfter([['B', said]]), [], said);
    const [promise] = score([...OPENING, ['B', '如果我爸给我钱，我就月底还两千。']]).analysis.promises;
    assert.equal(promise?.conditional, true);
  });

  it('answers undecidable for a language without words, and for turns without times', () => {
    const french = score(OPENING, { language: 'fr-FR' });
    assert.ok(french.analysis.elements.every(({ status }) => status === 'undecidable'));
    const untimed = callOf(OPENING);
    const turns = untimed.turns.map((turn) => ({ ...turn, startMs: 0, endMs: 0 }));
    assert.deepEqual(score([...OPENING], { turns }).of('pause_and_listen')?.lacking, ['times']);
  });

  it('is the same byte for byte, and leaves a record without words of the call', () => {
    const { call, analysis } = score([...OPENING, ['B', '我忘了，明天还两千，支付宝。']]);
    assert.equal(canonicalJson(analyse(call, [])), canonicalJson(analysis));
    const { record } = callOutcome(call, analysis, { rate: 0, seed: '' });
    CallRecord.parse(record);
    assert.equal(record.elements.payment_plan, 'present');
    assert.equal(record.reasonForDelay, 'forgot');
    assert.ok(record.lacking.includes('strong_close.thanks'));
    assert.equal(record.promises[0]?.amount, 2000);
    assert.ok(!JSON.stringify(record).includes('忘了'));
  });
});
