import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from '../../../../contracts/transcript.ts';
import { stageOf } from '../../../../services/analyzer/scoring/stage.ts';
import { measureTalk } from '../../../../services/analyzer/scoring/talk-measures.ts';

const callOf = (
  turns: readonly (readonly [speaker: 'A' | 'B', startMs: number, endMs: number, text: string])[],
) =>
  Transcript.parse({
    callId: 'call-1',
    direction: 'outbound',
    startedAt: '2026-11-25T10:00:00+08:00',
    language: 'zh-CN',
    collector: { id: 'col-1' },
    participants: [
      { id: 'A', role: 'collector' },
      { id: 'B', role: 'debtor' },
    ],
    turns: turns.map(([speaker, startMs, endMs, text]) => ({ speaker, startMs, endMs, text })),
  });

describe('talk measures', () => {
  it('adds up share, monologue, interruptions, silence and rate', () => {
    const measures = measureTalk(
      callOf([
        ['A', 0, 6_000, '您好请问是王先生吗'],
        ['A', 6_000, 12_000, 'hello 我姓张'],
        ['B', 15_000, 19_000, '我是'],
        ['A', 18_500, 20_000, '好'],
        ['B', 19_900, 21_000, '嗯'],
      ]),
    );
    assert.deepEqual(measures, {
      durationMs: 21_000,
      turns: 5,
      collectorTalkShare: 0.7258,
      longestMonologueMs: 12_000,
      collectorInterruptions: 1,
      otherInterruptions: 0,
      silences: 1,
      silenceMs: 3_000,
      collectorSpeechRate: 62.2,
    });
  });

  it('measures nothing where nobody was timed', () => {
    const { collectorTalkShare, silences } = measureTalk(callOf([['A', 0, 0, '您好']]));
    assert.deepEqual([collectorTalkShare, silences], [null, null]);
  });

  it('names the stage of a case by its days past due', () => {
    assert.deepEqual([undefined, 0, 5, 6, 30, 31, 90, 91].map(stageOf), [
      null,
      'not_due',
      'd1_5',
      'd6_10',
      'd11_30',
      'm2',
      'm3',
      'm4_plus',
    ]);
  });
});
