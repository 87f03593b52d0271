import type { DelayReason, PromiseToPay } from '../../../../contracts/scoring.ts';
import {
  cameToBusiness,
  type DecideElement,
  decided,
  hitsAt,
  NO_BUSINESS,
  notApplicable,
  type ScoringCase,
} from './case.ts';
import type { Part } from './part-names.ts';

/** Where the debt itself is in question, no plan is due before it was looked into. */
const IN_QUESTION: ReadonlySet<DelayReason> = new Set([
  'already_paid',
  'fraud',
  'merchant_dispute',
  'education_grievance',
  'fee_dispute',
  'deceased',
  'changed_owner',
]);

/** Payment plan: a promise to pay with amount, day and channel. */
export const decidePaymentPlan: DecideElement = (of) => {
  if (!cameToBusiness(of)) return notApplicable(of, 'payment_plan', NO_BUSINESS.zh, NO_BUSINESS.en);
  const open = of.promises.filter(({ status }) => status === 'open');
  const ranked = [...open].sort((a, b) => wantingOf(a).length - wantingOf(b).length);
  const [best] = ranked;
  if (!best) return withoutPromise(of);
  const lacking = wantingOf(best);
  const score = decided(of, 'payment_plan', lacking.length === 0 ? 'present' : 'absent', {
    lacking,
    zh: lacking.length === 0 ? '承诺有金额、日期和方式。' : '承诺不完整。',
    en: lacking.length === 0 ? 'The promise has amount, day and channel.' : 'The promise is incomplete.',
  });
  return { ...score, evidence: [...best.evidence] };
};

function wantingOf({ amount, basis, date, channel, conditional }: PromiseToPay): Part[] {
  const lacking: Part[] = [];
  if (amount === null && basis === null) lacking.push('amount');
  if (date === null) lacking.push('date');
  if (channel === null) lacking.push('channel');
  if (conditional) lacking.push('unconditional');
  return lacking;
}

function withoutPromise(of: ScoringCase) {
  const { reason, facts, talk } = of;
  const isQuestioned = reason !== null && IN_QUESTION.has(reason.reason);
  const isStopped =
    facts.events.some(
      ({ kind, turn }) =>
        (kind === 'represented' || kind === 'contact_refused') && talk.debtorTurns.includes(turn),
    ) || hitsAt(of.signs('refuses_contact'), talk.debtorTurns).length > 0;
  if (isQuestioned || isStopped) {
    return notApplicable(
      of,
      'payment_plan',
      '债务有争议，或对方要求停止联系、已委托律师，不应当场要求还款承诺。',
      'The debt is in question, or the debtor asked for calls to stop or has an attorney; no plan is due.',
    );
  }
  return decided(of, 'payment_plan', 'absent', {
    lacking: ['promise'],
    zh: '没有得到还款承诺。',
    en: 'There was no promise to pay.',
  });
}
