import { cameToBusiness, type DecideElement, decided, hitsAt, NO_BUSINESS, notApplicable } from './case.ts';
import { REASON_NAMES } from './reason-names.ts';

/** Reason for delay found: the debtor says why, asked or not. */
export const decideReason: DecideElement = (of) => {
  if (!cameToBusiness(of)) return notApplicable(of, 'reason_for_delay', NO_BUSINESS.zh, NO_BUSINESS.en);
  const asked = hitsAt(of.signs('asks_reason'), of.talk.toDebtor);
  if (of.reason === null) {
    return decided(of, 'reason_for_delay', 'absent', {
      lacking: asked.length > 0 ? ['reason'] : ['question', 'reason'],
      evidence: asked,
      zh: '没有了解到拖欠原因。',
      en: 'The reason for the delay did not come out.',
    });
  }
  const score = decided(of, 'reason_for_delay', 'present', {
    evidence: asked.slice(0, 1),
    zh: `原因：${REASON_NAMES[of.reason.reason].zh}。`,
    en: `Reason: ${REASON_NAMES[of.reason.reason].en}.`,
  });
  return { ...score, evidence: [...score.evidence, ...of.reason.evidence] };
};
