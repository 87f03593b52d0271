import type { TranscriptInput } from '../../../../contracts/transcript.ts';

/** A transcript that is accepted, with other fields as given. */
export function transcript(callId: string, more: Partial<TranscriptInput> = {}): TranscriptInput {
  return {
    callId,
    direction: 'outbound',
    startedAt: '2026-11-02T10:15:00+08:00',
    language: 'zh-CN',
    collector: { id: 'col-1' },
    debtor: { id: 'deb-1' },
    participants: [
      { id: 'A', role: 'collector' },
      { id: 'B', role: 'debtor' },
    ],
    turns: [
      { speaker: 'A', startMs: 0, endMs: 1_000, text: '您好，请问是王伟先生吗？' },
      { speaker: 'B', startMs: 1_200, endMs: 1_900, text: '我是。' },
    ],
    ...more,
  };
}

/** One transcript a line. */
export const lines = (...items: readonly unknown[]) =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');
