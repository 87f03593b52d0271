import type { RejectDetail } from '../../../contracts/rejected.ts';
import type { ItemOutcome, RejectedItem } from '../accept-item.ts';
import type { ProblemCode } from './problems.ts';
import type { ItemReceipt, Receipt } from './receipt.ts';

/** Faults that a problem lists. */
const MAX_ERRORS = 100;

/** What a request's items came to. */
export function toReceipt(outcomes: readonly ItemOutcome[]): Receipt {
  const items = outcomes.map(toItem);
  const accepted = items.filter((item) => item.status === 'accepted').length;
  return { accepted, rejected: items.length - accepted, items };
}

/** Why a request of which nothing can be accepted is refused as a whole; null when something can. */
export function refusalOf(read: {
  readonly batch: boolean;
  readonly outcomes: readonly ItemOutcome[];
}): { readonly code: ProblemCode; readonly errors: readonly RejectDetail[] } | null {
  const rejected = read.outcomes.filter((outcome) => outcome.status === 'rejected');
  const [first] = rejected;
  if (first === undefined) return read.outcomes.length === 0 ? { code: 'empty', errors: [] } : null;
  if (rejected.length < read.outcomes.length) return null;
  if (!read.batch) return { code: first.code, errors: first.details };
  const errors = rejected.flatMap((item) => item.details.map((detail) => inItem(item, detail)));
  return { code: 'nothing_accepted', errors: errors.slice(0, MAX_ERRORS) };
}

const inItem = ({ index }: RejectedItem, detail: RejectDetail): RejectDetail => ({
  ...detail,
  field: detail.field === '$' ? `items[${index}]` : `items[${index}].${detail.field}`,
});

function toItem(outcome: ItemOutcome): ItemReceipt {
  const { index, line, callId, revision, status } = outcome;
  const warnings = [...outcome.warnings];
  if (outcome.status === 'accepted') return { index, line, callId, revision, status, errors: [], warnings };
  const { code, details } = outcome;
  return { index, line, callId, revision, status, code, errors: [...details], warnings };
}
