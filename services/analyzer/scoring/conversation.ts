import type { DialogueFacts } from '../../../contracts/analysis.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import type { Party } from '../../../contracts/vocabulary.ts';
import { isBareYes } from './bare-yes.ts';

/** Who spoke to whom, as scoring asks for it. Turns are indexes of the transcript. */
export interface Conversation {
  /** Turns in which somebody spoke who owes the debt: debtor, guarantor, co-borrower. */
  readonly debtorTurns: readonly number[];
  /** Turns of others than collector, debtor and announcements. */
  readonly thirdPartyTurns: readonly number[];
  /** The collector's turns said to the debtor. */
  readonly toDebtor: readonly number[];
  /** The collector's turns said to a third party. */
  readonly toThirdParty: readonly number[];
  /** First turn of the talk with the debtor; null where it never came to one. */
  readonly debtorFrom: number | null;
  /** Turn at which the debtor's identity was confirmed, or null. */
  readonly confirmedAt: number | null;
  /** Turn at which the debtor was first told of the debt, or null. */
  readonly businessAt: number | null;
  /** The person who answered says that he is not, or no longer, the one who is sought. */
  readonly isWrongPerson: boolean;
}

const OWING: ReadonlySet<Party> = new Set(['debtor', 'guarantor', 'co_borrower']);

/**
 * Reads the conversation from the same facts that the rules read. `tellsBusiness` are turns whose words or sums speak of the debt,
 * beside the facts' own.
 */
export function readConversation(
  call: Transcript,
  facts: DialogueFacts,
  tellsBusiness: ReadonlySet<number>,
): Conversation {
  const roles = new Map(call.participants.map(({ id, role }) => [id, role]));
  const speakerAt = (turn: number) => call.turns[turn]?.speaker ?? '';
  const wrong = wrongPeople(call, facts);
  const listeners = listenersOf(call, roles);
  const owesAt = (turn: number) => OWING.has(facts.turns[turn]?.party ?? 'unverified');
  const isWithDebtor = (turn: number) => owesAt(turn) && !wrong.has(listeners[turn] ?? '');
  const spoken = (byCollector: boolean, withDebtor: boolean) =>
    call.turns.flatMap((_turn, turn) => {
      const role = roles.get(speakerAt(turn));
      if (role === 'ivr' || (role === 'collector') !== byCollector) return [];
      return isWithDebtor(turn) === withDebtor ? [turn] : [];
    });
  const debtorTurns = spoken(false, true);
  const [first] = debtorTurns;
  const toDebtor = first === undefined ? [] : spoken(true, true);
  const told = new Set(facts.events.flatMap(({ kind, turn }) => (kind === 'debt_told' ? [turn] : [])));
  return {
    debtorTurns,
    thirdPartyTurns: spoken(false, false),
    toDebtor,
    toThirdParty: spoken(true, false),
    debtorFrom: first === undefined ? null : Math.min(first, ...toDebtor.slice(0, 1)),
    confirmedAt: confirmationOf(call, facts, debtorTurns, isWithDebtor),
    businessAt: toDebtor.find((turn) => told.has(turn) || tellsBusiness.has(turn)) ?? null,
    isWrongPerson: wrong.size > 0,
  };
}

/** Who said that he is not the one sought, and was never confirmed to be. */
function wrongPeople(call: Transcript, facts: DialogueFacts): ReadonlySet<string> {
  const debtors = new Set(call.participants.filter(({ role }) => role === 'debtor').map(({ id }) => id));
  const wrong = new Set<string>();
  for (const { kind, turn } of facts.events) {
    const speaker = call.turns[turn]?.speaker ?? '';
    if (kind === 'identity_denied') wrong.add(speaker);
    if (kind === 'identity_confirmed') wrong.delete(speaker);
  }
  // Who says how he stands to the debtor stays another, however long he talks on.
  for (const { turn, party } of facts.turns) {
    const speaker = call.turns[turn]?.speaker ?? '';
    if (party === 'third_party' && debtors.has(speaker)) wrong.add(speaker);
  }
  return wrong;
}

/** The other person on the line at each turn: who spoke last, or will speak next. */
function listenersOf(call: Transcript, roles: ReadonlyMap<string, string>): readonly (string | null)[] {
  const isOther = (speaker: string) => roles.get(speaker) !== 'collector';
  const first = call.turns.find(({ speaker }) => isOther(speaker))?.speaker ?? null;
  let current: string | null = null;
  return call.turns.map(({ speaker }) => {
    if (isOther(speaker)) current = speaker;
    return current ?? first;
  });
}

/** A plain yes (是。) right after the question confirms as well as a longer one. */
function confirmationOf(
  call: Transcript,
  facts: DialogueFacts,
  debtorTurns: readonly number[],
  isWithDebtor: (turn: number) => boolean,
): number | null {
  const byFacts = facts.events.find(({ kind, turn }) => kind === 'identity_confirmed' && isWithDebtor(turn));
  const byYes = debtorTurns.find(
    (turn) => facts.turns[turn]?.identity === 'asked' && isBareYes(call.turns[turn]?.text ?? ''),
  );
  const turns = [byFacts?.turn, byYes].filter((turn) => turn !== undefined);
  return turns.length === 0 ? null : Math.min(...turns);
}
