import type { Category } from '../../../../contracts/vocabulary.ts';
import type { TurnContext } from '../turn-context.ts';

/** A turn with its labels, the batch and the call it came from. */
export interface LabelledTurn {
  readonly batch: string;
  readonly call: string;
  readonly context: TurnContext;
  readonly labels: ReadonlySet<Category>;
}
