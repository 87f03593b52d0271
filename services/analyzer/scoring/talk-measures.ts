import type { Analysis } from '../../../contracts/analysis.ts';
import type { Transcript } from '../../../contracts/transcript.ts';

/** Duration and talk share from the turns' times; the share is null where nobody was timed. */
export function measureTalk(call: Transcript): Analysis['measures'] {
  const collectors = new Set(
    call.participants.filter(({ role }) => role === 'collector').map(({ id }) => id),
  );
  let collector = 0;
  let all = 0;
  for (const { speaker, startMs, endMs } of call.turns) {
    all += endMs - startMs;
    if (collectors.has(speaker)) collector += endMs - startMs;
  }
  const byTurns = Math.max(0, ...call.turns.map(({ endMs }) => endMs));
  const byClock = call.endedAt === undefined ? 0 : Date.parse(call.endedAt) - Date.parse(call.startedAt);
  return {
    durationMs: Math.max(byTurns, byClock),
    collectorTalkShare: all === 0 ? null : Math.round((collector / all) * 10_000) / 10_000,
    turns: call.turns.length,
  };
}
