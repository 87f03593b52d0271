import type { DismissReason } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { vocabulary } from '../../vocabulary/texts.ts';

export interface OfferedReason {
  readonly code: DismissReason;
  readonly label: string;
}

const REASONS = [
  'not_said',
  'recogniser_error',
  'lawful_wording',
  'wrong_party',
  'quotation_or_negation',
  'agreed_exception',
  'duplicate',
  'other',
] as const;

/** Why a finding can be dismissed, in the order of the number keys. */
export function useDismissReasons(): readonly OfferedReason[] {
  const t = useTexts(vocabulary);
  return REASONS.map((code) => ({ code, label: t(`reason.${code}`) }));
}
