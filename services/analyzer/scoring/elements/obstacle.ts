import type { DelayReason } from '../../../../contracts/scoring.ts';
import { cameToBusiness, type DecideElement, decided, hitsAt, NO_BUSINESS, notApplicable } from './case.ts';
import type { Part } from './part-names.ts';

/** Reasons that stand in no way of paying once they are told. */
const NO_OBSTACLE: ReadonlySet<DelayReason> = new Set(['forgot', 'spouse_will_pay', 'payment_failed']);

/** Obstacle handled: after an objection the collector acknowledges it and offers a way, without arguing. */
export const decideObstacle: DecideElement = (of) => {
  if (!cameToBusiness(of)) return notApplicable(of, 'obstacle_handled', NO_BUSINESS.zh, NO_BUSINESS.en);
  const { talk, signs, reason } = of;
  const promising = new Set(of.promises.flatMap(({ evidence }) => evidence.map(({ turn }) => turn)));
  // 今天转不了，明天还 is no objection.
  const objections = [
    ...hitsAt(signs('objects'), talk.debtorTurns).filter(({ turn }) => !promising.has(turn)),
    ...hitsAt(signs('refuses_contact'), talk.debtorTurns),
  ];
  const obstructs = reason !== null && !NO_OBSTACLE.has(reason.reason);
  const turns = [...objections.map(({ turn }) => turn), ...(obstructs ? reasonTurns(reason.evidence) : [])];
  if (turns.length === 0) {
    return notApplicable(
      of,
      'obstacle_handled',
      '对方没有提出异议或困难。',
      'The debtor raised no objection.',
    );
  }
  const first = Math.min(...turns);
  const after = talk.toDebtor.filter((turn) => turn > first);
  const acknowledged = hitsAt(signs('acknowledges'), after);
  const ways = hitsAt(signs('offers_way'), after);
  const arguing = hitsAt(signs('argues'), after);
  const lacking: Part[] = [];
  if (acknowledged.length === 0) lacking.push('acknowledgement');
  if (ways.length === 0) lacking.push('way');
  if (arguing.length > 0) lacking.push('calm');
  return decided(of, 'obstacle_handled', lacking.length === 0 ? 'present' : 'absent', {
    lacking,
    evidence: [...objections.slice(0, 1), ...acknowledged.slice(0, 1), ...ways.slice(0, 1), ...arguing],
    zh: lacking.length === 0 ? '对方提出困难后，先回应再给出办法。' : '对方提出困难后处理不到位。',
    en:
      lacking.length === 0
        ? 'The obstacle was acknowledged and a way was offered.'
        : 'The obstacle was not handled.',
  });
};

const reasonTurns = (evidence: readonly { turn: number }[]) => evidence.map(({ turn }) => turn);
