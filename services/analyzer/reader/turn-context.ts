import type { DialogueFacts } from '../../../contracts/analysis.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { parseAmounts } from '../language/numbers/parse-amounts.ts';
import type { View } from '../language/text-view.ts';

/** What the statistical reader sees of one turn: its words, the turns around it, who listens, what is known. */
export interface TurnContext {
  readonly turn: number;
  readonly isCollector: boolean;
  readonly text: string;
  readonly before: string;
  readonly beforeThat: string;
  /** The turn that follows: how it was taken tells what was said. */
  readonly after: string;
  readonly party: string;
  /** Facts as short names, for example identity=confirmed or after=contact_refused. */
  readonly facts: readonly string[];
  /** Names of the word groups that the rules heard in it. */
  readonly heard: readonly string[];
}

const TELLING_EVENTS = new Set([
  'contact_refused',
  'represented',
  'identity_confirmed',
  'identity_denied',
  'debt_told',
  'dispute_raised',
  'hardship_told',
]);

/** Contexts of all turns, in order. */
export function turnContexts(
  call: Transcript,
  views: readonly View[],
  facts: DialogueFacts,
  heard: readonly (readonly string[])[],
): TurnContext[] {
  const collectors = new Set(
    call.participants.filter(({ role }) => role === 'collector').map(({ id }) => id),
  );
  const text = (turn: number) => views[turn]?.text ?? '';
  return call.turns.map(({ speaker }, turn) => {
    const isCollector = collectors.has(speaker);
    const { party = 'unverified', identity = 'unknown' } = facts.turns[turn] ?? {};
    const happened = facts.events.filter((event) => event.turn < turn && TELLING_EVENTS.has(event.kind));
    return {
      turn,
      isCollector,
      text: text(turn),
      before: text(turn - 1),
      beforeThat: text(turn - 2),
      after: text(turn + 1),
      party,
      facts: [
        `identity=${identity}`,
        `party=${party}`,
        `channel=${call.channel}`,
        ...(turn < 2 ? ['opening'] : []),
        ...amountFacts(call, turn),
        ...new Set(happened.map(({ kind }) => `after=${kind}`)),
      ],
      heard: heard[turn] ?? [],
    };
  });
}

/** Room for rounding in speech. */
const TOLERANCE = 0.02;

/** How the amounts said in a turn stand to what is owed. */
function amountFacts(call: Transcript, turn: number): string[] {
  const balance = call.debt?.balance;
  const amounts = parseAmounts(call.turns[turn]?.text ?? '').map(
    ({ candidates, low }) => candidates[0] ?? low,
  );
  if (amounts.length === 0) return [];
  if (balance === undefined) return ['amount=unknown'];
  const facts = amounts.map((amount) => {
    if (amount > balance * (1 + TOLERANCE)) return 'amount=above';
    return amount >= balance * (1 - TOLERANCE) ? 'amount=owed' : 'amount=below';
  });
  return [...new Set(facts)];
}
