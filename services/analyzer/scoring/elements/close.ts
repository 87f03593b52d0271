import type { Stretch } from '../call-signs.ts';
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

/** The collector's last turns are the close. */
const CLOSING_TURNS = 3;

/** Strong close: the arrangement restated where one was made, thanks, and the next step. */
export const decideClose: DecideElement = (of) => {
  if (!cameToBusiness(of)) return notApplicable(of, 'strong_close', NO_BUSINESS.zh, NO_BUSINESS.en);
  const { talk, signs, promises } = of;
  const closing = talk.toDebtor.filter((turn) => turn > (talk.businessAt ?? 0)).slice(-CLOSING_TURNS);
  const thanks = hitsAt(signs('thanks'), closing);
  const steps = hitsAt(signs('next_step'), closing);
  const hasPromise = promises.some(({ status }) => status === 'open');
  const restated = hasPromise ? restatements(of) : [];
  const lacking: Part[] = [];
  if (hasPromise && restated.length === 0) lacking.push('restated');
  if (thanks.length === 0) lacking.push('thanks');
  if (steps.length === 0) lacking.push('next_step');
  return decided(of, 'strong_close', lacking.length === 0 ? 'present' : 'absent', {
    lacking,
    evidence: [...restated.slice(-2), ...thanks.slice(-1), ...steps.slice(-1)],
    zh: lacking.length === 0 ? '收尾完整。' : '收尾不完整。',
    en: lacking.length === 0 ? 'The close was complete.' : 'The close was incomplete.',
  });
};

/** Words of restating, or amount or day of a promise said again by the collector after the debtor began to promise. */
function restatements({ talk, signs, promises, offeredAt }: ScoringCase): Stretch[] {
  const open = promises.filter(({ status }) => status === 'open');
  const from = Math.min(...open.map(({ evidence }) => evidence[0]?.turn ?? 0));
  const said = open.some(({ by }) => by === 'debtor') ? from : from + 1;
  const after = talk.toDebtor.filter((turn) => turn > said);
  const again = after.flatMap((turn) =>
    offeredAt(turn).filter((mention) =>
      mention.kind === 'money'
        ? open.some(({ amount, basis }) =>
            mention.basis === 'stated' ? mention.value === amount : mention.basis === basis,
          )
        : mention.kind === 'date' && open.some(({ date }) => date !== null && date === mention.date),
    ),
  );
  return [...again, ...hitsAt(signs('restates'), after)];
}
