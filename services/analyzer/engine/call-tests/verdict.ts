import type { DecidingFact } from '../../../../contracts/finding.ts';
import type { Parameter } from '../../../../contracts/rule.ts';

/** What a metadata test says of a call. undecidable names the facts that were missing. */
export type CallVerdict =
  | { readonly status: 'clear' }
  | { readonly status: 'breach'; readonly facts: readonly DecidingFact[] }
  /** On the very edge that laws word differently: a person decides. */
  | { readonly status: 'doubtful'; readonly facts: readonly DecidingFact[] }
  | {
      readonly status: 'undecidable';
      readonly missing: readonly string[];
      readonly facts: readonly DecidingFact[];
    };

export const CLEAR: CallVerdict = { status: 'clear' };

/** The entry of a parameter in force on a local date; the law of the call's own day decides. */
export function inForce<K extends Parameter['kind']>(
  entries: readonly Parameter[] | undefined,
  kind: K,
  date: string,
): Extract<Parameter, { kind: K }> | undefined {
  return entries?.find(
    (entry): entry is Extract<Parameter, { kind: K }> =>
      entry.kind === kind && entry.from <= date && (entry.until === undefined || date < entry.until),
  );
}
