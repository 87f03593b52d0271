import type { PromiseToPay } from '../../../../contracts/scoring.ts';
import { type DecideElement, decided, type ScoringCase } from './case.ts';
import { classOfDisposition, type DispositionClass } from './disposition-class.ts';
import type { Part } from './part-names.ts';

/** Share of an amount by which speech and record may differ. */
const TOLERANCE = 0.01;

/** Clear record: the disposition agrees with what was said. */
export const decideRecord: DecideElement = (of) => {
  const { disposition } = of.call;
  if (!disposition) {
    return decided(of, 'clear_record', 'undecidable', {
      lacking: ['disposition'],
      zh: '通话记录没有处理结果。',
      en: 'The call carries no disposition.',
    });
  }
  const coded = classOfDisposition(disposition.code);
  const open = of.promises.filter(({ status }) => status === 'open');
  const lacking: Part[] = [];
  if (coded === 'promise' || disposition.promise) lacking.push(...againstPromises(disposition.promise, open));
  else if (open.some(({ amount, date, conditional }) => amount !== null && date !== null && !conditional))
    lacking.push('agreement');
  if (coded !== null && contradictsParty(coded, of)) lacking.push('agreement');
  if (lacking.length === 0 && coded === null && !disposition.promise) {
    return decided(of, 'clear_record', 'undecidable', {
      lacking: ['known_code'],
      zh: `处理结果代码 ${disposition.code} 不在已知代码里。`,
      en: `The disposition code ${disposition.code} is not a known one.`,
    });
  }
  return decided(of, 'clear_record', lacking.length === 0 ? 'present' : 'absent', {
    lacking,
    zh: lacking.length === 0 ? '登记与通话一致。' : '登记与通话不一致。',
    en:
      lacking.length === 0 ? 'The record agrees with the call.' : 'The record does not agree with the call.',
  });
};

type Recorded = NonNullable<NonNullable<ScoringCase['call']['disposition']>['promise']>;

function againstPromises(recorded: Recorded | undefined, open: readonly PromiseToPay[]): Part[] {
  if (open.length === 0) return ['agreement'];
  const lacking: Part[] = [];
  if (recorded?.amount === undefined && open.some(({ amount }) => amount !== null))
    lacking.push('promise_amount');
  if (recorded?.date === undefined && open.some(({ date }) => date !== null)) lacking.push('promise_date');
  if (recorded && !open.some((promise) => agrees(recorded, promise))) lacking.push('agreement');
  return lacking;
}

const agrees = (recorded: Recorded, { amount, date }: PromiseToPay) =>
  (recorded.amount === undefined ||
    amount === null ||
    Math.abs(recorded.amount - amount) <= amount * TOLERANCE) &&
  (recorded.date === undefined || date === null || recorded.date === date);

function contradictsParty(coded: DispositionClass, { talk, call }: ScoringCase): boolean {
  const reached = talk.debtorTurns.length > 0;
  if (coded === 'voicemail')
    return call.channel !== 'voicemail' && (reached || talk.thirdPartyTurns.length > 0);
  if (coded === 'third_party' || coded === 'wrong_number' || coded === 'deceased') return reached;
  return !reached && coded !== 'callback';
}
