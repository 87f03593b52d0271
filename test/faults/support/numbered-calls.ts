import { Transcript, type TranscriptInput } from '../../../contracts/transcript.ts';
import type { OutgoingMessage } from '../../../platform/event-log/port.ts';
import { RULES, TALKS_A_DAY, THREAT_WORDS } from './small-rulebook.ts';

const DEBTORS = 20;
const CALLS_A_DAY = 5;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2026-03-02T01:00:00Z');

export const callId = (number: number) => `call-${String(number).padStart(5, '0')}`;

/**
 * Calls by number: every third holds a threat, every debtor is spoken with five times a day, which is two too many.
 * What must be found of each is known without analysing it, see {@link expectedFindings}.
 */
export function numberedCall(number: number, more: Partial<TranscriptInput> = {}): Transcript {
  const round = Math.floor(number / DEBTORS);
  const startMs =
    FIRST_DAY + Math.floor(round / CALLS_A_DAY) * DAY_MS + (round % CALLS_A_DAY) * 3_600_000 + number * 1_000;
  const says = number % 3 === 0 ? `再不还，我们就${THREAT_WORDS}。` : '您看这个月底方便处理吗？';
  return Transcript.parse({
    callId: callId(number),
    direction: 'outbound',
    startedAt: new Date(startMs).toISOString(),
    timeZone: 'Asia/Shanghai',
    language: 'zh-CN',
    collector: { id: `col-${number % 7}` },
    debtor: { id: `deb-${number % DEBTORS}` },
    participants: [
      { id: 'A', role: 'collector' },
      { id: 'B', role: 'debtor' },
    ],
    turns: ['您好，是本人吗？', '我是。', says].map((text, turn) => ({
      speaker: turn === 1 ? 'B' : 'A',
      startMs: turn * 3_000,
      endMs: turn * 3_000 + 2_500,
      text,
    })),
    ...more,
  });
}

/** `callId ruleId` of every finding that calls 0 to count - 1 must leave when each debtor's calls are taken in order. */
export function expectedFindings(count: number): string[] {
  return Array.from({ length: count }, (_, number) => [
    ...(number % 3 === 0 ? [`${callId(number)} ${RULES.threat}`] : []),
    ...(Math.floor(number / DEBTORS) % CALLS_A_DAY >= TALKS_A_DAY
      ? [`${callId(number)} ${RULES.frequency}`]
      : []),
  ])
    .flat()
    .toSorted();
}

export const messageOf = (call: Transcript): OutgoingMessage => ({
  key: call.debtor?.id ?? call.callId,
  value: Buffer.from(JSON.stringify(call)),
  headers: { schema: 'transcript/1' },
});

/** Messages of calls `from` to `to` - 1. */
export const numberedMessages = (from: number, to: number): OutgoingMessage[] =>
  Array.from({ length: to - from }, (_, index) => messageOf(numberedCall(from + index)));
