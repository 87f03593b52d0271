import type { DelayReason } from '../../../../contracts/scoring.ts';
import type { Bilingual } from '../../../../contracts/vocabulary.ts';

/** Reasons for delay in plain words. */
export const REASON_NAMES: Readonly<Record<DelayReason, Bilingual>> = {
  already_paid: { zh: '称已还款', en: 'says it is paid' },
  fraud: { zh: '称被冒用或诈骗', en: 'fraud or identity theft' },
  deceased: { zh: '债务人去世', en: 'the debtor is dead' },
  imprisoned: { zh: '服刑或被羁押', en: 'in prison' },
  changed_owner: { zh: '号码已换人', en: 'the number has another owner' },
  merchant_dispute: { zh: '与商家有纠纷', en: 'dispute with the merchant' },
  education_grievance: { zh: '培训或学费纠纷', en: 'grievance about a course or school' },
  fee_dispute: { zh: '对息费或金额有异议', en: 'dispute about fees or amount' },
  not_own_spending: { zh: '不是本人消费', en: 'not own spending' },
  lost_job: { zh: '失业', en: 'lost the job' },
  illness: { zh: '疾病或受伤', en: 'illness or injury' },
  bereavement: { zh: '亲人去世', en: 'bereavement' },
  income_fallen: { zh: '收入减少', en: 'income has fallen' },
  awaiting_payment: { zh: '等别人付款', en: 'waiting to be paid' },
  payment_failed: { zh: '扣款或支付失败', en: 'a payment failed' },
  spouse_will_pay: { zh: '家人会还', en: 'a family member will pay' },
  wants_lawsuit: { zh: '要求起诉', en: 'wants to be sued' },
  forgot: { zh: '忘记或忙', en: 'forgot or was busy' },
  cannot_pay: { zh: '无力还款', en: 'cannot pay' },
};
