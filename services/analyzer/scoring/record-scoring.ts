import type { Analysis } from '../../../contracts/analysis.ts';
import type { CallRecord } from '../../../contracts/call-record.ts';
import type { ElementName, ElementStatus } from '../../../contracts/scoring.ts';

/** What the compact record keeps of a call's scoring: no words of the call. */
export function scoringOf(
  analysis: Analysis,
): Pick<CallRecord, 'elements' | 'lacking' | 'promises' | 'reasonForDelay' | 'stage'> {
  const statuses = new Map(analysis.elements.map(({ element, status }) => [element, status]));
  const statusOf = (element: ElementName): ElementStatus => statuses.get(element) ?? 'undecidable';
  return {
    elements: {
      right_party_confirmed: statusOf('right_party_confirmed'),
      strong_opening: statusOf('strong_opening'),
      pause_and_listen: statusOf('pause_and_listen'),
      reason_for_delay: statusOf('reason_for_delay'),
      benefit_or_consequence: statusOf('benefit_or_consequence'),
      obstacle_handled: statusOf('obstacle_handled'),
      payment_plan: statusOf('payment_plan'),
      strong_close: statusOf('strong_close'),
      clear_record: statusOf('clear_record'),
      third_party_protocol: statusOf('third_party_protocol'),
    },
    lacking: analysis.elements.flatMap(({ element, lacking }) => lacking.map((part) => `${element}.${part}`)),
    promises: analysis.promises.map(({ evidence: _evidence, ...kept }) => kept),
    reasonForDelay: analysis.reasonForDelay?.reason ?? null,
    stage: analysis.stage,
  };
}
