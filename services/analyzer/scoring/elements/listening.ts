import { cameToBusiness, type DecideElement, decided, NO_BUSINESS, notApplicable } from './case.ts';
import type { Part } from './part-names.ts';

const MOST_TALK = 0.7;
const LONGEST_MS = 30_000;

/** Pause and listen: the debtor speaks after the purpose, and the collector neither talks most, nor on and on, nor over the debtor. */
export const decideListening: DecideElement = (of) => {
  if (!cameToBusiness(of)) return notApplicable(of, 'pause_and_listen', NO_BUSINESS.zh, NO_BUSINESS.en);
  const { talk, measures } = of;
  const { collectorTalkShare, longestMonologueMs, collectorInterruptions } = measures;
  if (collectorTalkShare === null || longestMonologueMs === null || collectorInterruptions === null) {
    return decided(of, 'pause_and_listen', 'undecidable', {
      lacking: ['times'],
      zh: '各句没有时间，无法判断。',
      en: 'The turns carry no times.',
    });
  }
  const lacking: Part[] = [];
  if (!talk.debtorTurns.some((turn) => turn > (talk.businessAt ?? 0))) lacking.push('listening');
  if (collectorTalkShare > MOST_TALK) lacking.push('talk_share');
  if (longestMonologueMs > LONGEST_MS) lacking.push('short_turns');
  if (collectorInterruptions > 0) lacking.push('no_interruption');
  const share = Math.round(collectorTalkShare * 100);
  const longest = Math.round(longestMonologueMs / 1000);
  return decided(of, 'pause_and_listen', lacking.length === 0 ? 'present' : 'absent', {
    lacking,
    zh: `催收员发言占 ${share}%，最长连续 ${longest} 秒，打断 ${collectorInterruptions} 次。`,
    en: `The collector spoke ${share} % of the talk, ${longest} s at most on end, and cut in ${collectorInterruptions} times.`,
  });
};
