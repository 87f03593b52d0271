import type { Finding } from '../../../../contracts/finding.ts';
import { cameToBusiness, type DecideElement, decided, hitsAt, NO_BUSINESS, notApplicable } from './case.ts';

const SPOILING: ReadonlySet<Finding['category']> = new Set(['threat', 'misrepresentation', 'impersonation']);

/**
 * Benefit of paying or consequence of not paying, truthfully. Where a rule has flagged a threat or a false statement, only its review
 * can tell, so that nobody is scored down by a finding that nobody has looked at.
 */
export const decideBenefit: DecideElement = (of) => {
  if (!cameToBusiness(of)) return notApplicable(of, 'benefit_or_consequence', NO_BUSINESS.zh, NO_BUSINESS.en);
  const told = hitsAt(of.signs('benefit'), of.talk.toDebtor);
  if (told.length === 0) {
    return decided(of, 'benefit_or_consequence', 'absent', {
      lacking: ['benefit'],
      zh: '没有说明还款的好处或逾期的后果。',
      en: 'Neither a benefit of paying nor a consequence was told.',
    });
  }
  const isFlagged = of.findings.some(
    ({ category, outcome, status }) =>
      SPOILING.has(category) && outcome === 'violation' && status === 'active',
  );
  if (isFlagged) {
    return decided(of, 'benefit_or_consequence', 'undecidable', {
      lacking: ['review'],
      evidence: told,
      zh: '说明了后果，但通话有威胁或不实陈述的标记，需复核后判断。',
      en: 'A consequence was told, but the call is flagged for a threat or a false statement.',
    });
  }
  return decided(of, 'benefit_or_consequence', 'present', {
    evidence: told,
    zh: '平实地说明了还款的好处或逾期的后果。',
    en: 'A benefit of paying or a consequence was told plainly.',
  });
};
