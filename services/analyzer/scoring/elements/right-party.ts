import type { Finding } from '../../../../contracts/finding.ts';
import { type DecideElement, decided, NO_DEBTOR, notApplicable, wholeTurn } from './case.ts';

const isUncheckedDebt = ({ category, outcome, status }: Finding) =>
  category === 'verification_missing' && outcome === 'violation' && status === 'active';

/** Right party confirmed: asked for by name or particulars and answered, before the debt was spoken of. */
export const decideRightParty: DecideElement = (of) => {
  const { talk } = of;
  if (talk.debtorTurns.length === 0)
    return notApplicable(of, 'right_party_confirmed', NO_DEBTOR.zh, NO_DEBTOR.en);
  const { confirmedAt, businessAt } = talk;
  if (confirmedAt === null) {
    return decided(of, 'right_party_confirmed', 'absent', {
      lacking: ['identity_confirmed'],
      zh: '没有确认对方就是债务人。',
      en: 'It was not confirmed that the debtor was on the line.',
    });
  }
  if (businessAt !== null && businessAt < confirmedAt) {
    return decided(of, 'right_party_confirmed', 'absent', {
      lacking: ['check_before_debt'],
      evidence: wholeTurn(of, businessAt),
      zh: '身份确认之前已经谈到欠款。',
      en: 'The debt was told before the identity was confirmed.',
    });
  }
  if (of.findings.some(isUncheckedDebt)) {
    return decided(of, 'right_party_confirmed', 'undecidable', {
      lacking: ['review'],
      evidence: wholeTurn(of, confirmedAt),
      zh: '身份看来已确认，但通话有“未核实身份”的标记，需复核后判断。',
      en: 'The debtor seems confirmed, but the call is flagged for a missing check.',
    });
  }
  return decided(of, 'right_party_confirmed', 'present', {
    evidence: wholeTurn(of, confirmedAt),
    zh: '谈欠款之前已确认是债务人本人。',
    en: 'The debtor was confirmed before the debt was spoken of.',
  });
};
