import type { TalkMeasures } from '../../../contracts/scoring.ts';
import type { Transcript } from '../../../contracts/transcript.ts';

/** Shorter overlaps are the recogniser's, or the two said "mm-hm" at once. */
const OVERLAP_MS = 300;
const SILENCE_MS = 2_000;
const MINUTE_MS = 60_000;

type Turn = Transcript['turns'][number];

const UNTIMED = {
  collectorTalkShare: null,
  longestMonologueMs: null,
  collectorInterruptions: null,
  otherInterruptions: null,
  silences: null,
  silenceMs: null,
  collectorSpeechRate: null,
} as const;

/** Measures of a call from the times of its turns, in one pass; all but the duration are null where nobody was timed. */
export function measureTalk(call: Transcript): TalkMeasures {
  const byTurns = call.turns.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
  const byClock = call.endedAt === undefined ? 0 : Date.parse(call.endedAt) - Date.parse(call.startedAt);
  const base = { durationMs: Math.max(byTurns, byClock), turns: call.turns.length };
  const collectors = new Set(
    call.participants.filter(({ role }) => role === 'collector').map(({ id }) => id),
  );
  const isCollector = ({ speaker }: Turn) => collectors.has(speaker);
  const timed = call.turns.filter(({ startMs, endMs }) => endMs > startMs);
  const all = timed.reduce((sum, turn) => sum + lengthOf(turn), 0);
  if (all === 0) return { ...base, ...UNTIMED };
  const own = timed.filter(isCollector);
  const spoken = own.reduce((sum, turn) => sum + lengthOf(turn), 0);
  return {
    ...base,
    collectorTalkShare: Math.round((spoken / all) * 10_000) / 10_000,
    longestMonologueMs: longestMonologue(timed, isCollector),
    ...interruptions(timed, isCollector),
    ...silences(timed),
    collectorSpeechRate:
      spoken === 0 ? null : Math.round((own.reduce(addUnits, 0) / spoken) * MINUTE_MS * 10) / 10,
  };
}

const lengthOf = ({ startMs, endMs }: Turn) => endMs - startMs;

/** Chinese characters and Latin words. */
const addUnits = (sum: number, { text }: Turn) =>
  sum + (text.match(/\p{Script=Han}|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0);

function longestMonologue(turns: readonly Turn[], isCollector: (turn: Turn) => boolean): number {
  let longest = 0;
  let current = 0;
  for (const turn of turns) {
    current = isCollector(turn) ? current + lengthOf(turn) : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}

function interruptions(turns: readonly Turn[], isCollector: (turn: Turn) => boolean) {
  let collectorInterruptions = 0;
  let otherInterruptions = 0;
  for (const [index, turn] of turns.entries()) {
    const before = turns[index - 1];
    if (!before || isCollector(before) === isCollector(turn)) continue;
    if (before.endMs - turn.startMs <= OVERLAP_MS) continue;
    if (isCollector(turn)) collectorInterruptions += 1;
    else otherInterruptions += 1;
  }
  return { collectorInterruptions, otherInterruptions };
}

function silences(turns: readonly Turn[]) {
  let count = 0;
  let silenceMs = 0;
  let spokenUntil = turns[0]?.startMs ?? 0;
  for (const { startMs, endMs } of turns) {
    const pause = startMs - spokenUntil;
    if (pause > SILENCE_MS) {
      count += 1;
      silenceMs += pause;
    }
    spokenUntil = Math.max(spokenUntil, endMs);
  }
  return { silences: count, silenceMs };
}
