import type { PersonalDataKind } from '../../../../contracts/personal-data.ts';
import { isNationalId } from './national-id.ts';
import type { NumberCue } from './number-cues.ts';
import { isBankCard, isTelephone } from './plans.ts';

/** A number as it was said or written: its digits, how they were grouped, what it was called. */
export interface SpokenNumber {
  readonly digits: string;
  /** Digits between separators, for example [3, 3, 4]; spoken English has one group a word. */
  readonly groups: readonly number[];
  readonly form: 'written' | 'chinese' | 'english';
  readonly cue: NumberCue;
}

/** public: a hotline; it belongs to nobody, and neither do parts of it. */
export type NumberKind = PersonalDataKind | 'public' | null;

const TOLL_FREE_US = /^1?8(?:00|33|44|55|66|77|88)\d{7}$/;
const PUBLIC_ZH = /^400\d{4,8}$|^800\d{7}$|^95\d{3,6}$|^1010\d{4}$/;
const PUBLIC_UK = /^0(?:800|808|3\d\d|84\d|87\d)\d{6,7}$|^0800\d{6}$/;
const SSN = /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/;

const inGroups = ({ groups }: SpokenNumber, ...shapes: string[]) => shapes.includes(groups.join('-'));

/** Decides what a number is; null when it is nobody's or can't be told. */
export function kindOfNumber(number: SpokenNumber): NumberKind {
  const { digits, cue, form } = number;
  if (TOLL_FREE_US.test(digits) || PUBLIC_ZH.test(digits) || PUBLIC_UK.test(digits)) return 'public';
  if (isNationalId(digits) || (cue === 'national_id' && /^\d{14,17}[\dx]$/.test(digits)))
    return 'national_id';
  if (cue === 'thing') return null;
  if (isBankCard(digits) || (cue === 'bank_card' && /^\d{12,19}$/.test(digits))) return 'bank_card';
  if (cue === 'qq' && /^[1-9]\d{4,10}$/.test(digits)) return 'messenger';
  if (cue === 'postcode' && /^\d{5,6}$|^\d{9}$/.test(digits))
    return form === 'english' && digits.length === 6 ? null : 'address';
  if (cue === 'ssn' || inGroups(number, '3-2-4')) return SSN.test(digits) ? 'ssn' : null;
  return isPhone(number) ? 'phone' : null;
}

function isPhone(number: SpokenNumber): boolean {
  const { digits, cue, form } = number;
  const plan = isTelephone(digits);
  if (plan === 'certain') return true;
  if (plan === 'american')
    return form === 'english' || cue === 'phone' || inGroups(number, '3-3-4', '1-3-3-4', '3-7', '3-4-3');
  const isLocal = form === 'english' ? /^[2-9]\d{6}$/.test(digits) : /^[2-9]\d{6,7}$/.test(digits);
  return isLocal && cue === 'phone' && (form !== 'written' || inGroups(number, '3-4', '4-4', '7', '8'));
}
