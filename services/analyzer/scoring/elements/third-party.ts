import { type DecideElement, decided, hitsAt, notApplicable } from './case.ts';
import type { Part } from './part-names.ts';

/**
 * Third-party protocol: own name and how to call back, nothing about the debt, a request and never force. Where the debtor comes to
 * the phone, or the number is not the debtor's any more, name and callback are not asked for.
 */
export const decideThirdParty: DecideElement = (of) => {
  const { talk, signs, facts, call } = of;
  if (talk.thirdPartyTurns.length === 0 || call.channel === 'voicemail') {
    return notApplicable(of, 'third_party_protocol', '没有第三人接听。', 'No third party was on the line.');
  }
  const told = hitsAt(signs('tells_business'), talk.toThirdParty);
  const debtTold = facts.events.filter(
    ({ kind, turn }) => kind === 'debt_told' && talk.toThirdParty.includes(turn),
  );
  const forced = hitsAt(signs('forces'), talk.toThirdParty);
  const names = [...hitsAt(signs('own_name'), talk.toThirdParty)];
  const callbacks = hitsAt(signs('callback'), talk.toThirdParty);
  const isPassedOn = talk.debtorTurns.length > 0 || talk.isWrongPerson || isStranger(of);
  const lacking: Part[] = [];
  if (told.length > 0 || debtTold.length > 0) lacking.push('no_disclosure');
  if (forced.length > 0) lacking.push('no_force');
  if (!isPassedOn && names.length === 0) lacking.push('own_name');
  if (!isPassedOn && callbacks.length === 0) lacking.push('callback');
  return decided(of, 'third_party_protocol', lacking.length === 0 ? 'present' : 'absent', {
    lacking,
    evidence: [...told, ...forced, ...names.slice(0, 1), ...callbacks.slice(0, 1)],
    zh: lacking.length === 0 ? '对第三人只留姓名和回电方式，没有透露事由。' : '与第三人的通话不合规范。',
    en:
      lacking.length === 0
        ? 'The third party heard a name and how to call back, and nothing of the matter.'
        : 'The talk with the third party did not keep to the protocol.',
  });
};

/** Somebody who has nothing to do with the debtor: a wrong number. */
const isStranger = ({ signs, talk }: Parameters<DecideElement>[0]) =>
  hitsAt(signs('reason_changed_owner'), talk.thirdPartyTurns).length > 0;
