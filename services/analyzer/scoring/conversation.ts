import type { DialogueEvent, DialogueFacts } from '../../../contracts/analysis.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import type { Party } from '../../../contracts/vocabulary.ts';

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

/** Reads the conversation from the same facts that the rules read. */
export function readConversation(call: Transcript, facts: DialogueFacts): Conversation {
  const roles = new Map(call.participants.map(({ id, role }) => [id, role]));
  const roleAt = (turn: number) => roles.get(call.turns[turn]?.speaker ?? '');
  const owesAt = (turn: number) => OWING.has(facts.turns[turn]?.party ?? 'unverified');
  const denied = facts.events.some(({ kind }) => kind === 'identity_denied');
  const confirmed = facts.events.find(({ kind, turn }) => kind === 'identity_confirmed' && owesAt(turn));
  const isDenier = (turn: number) => denied && !confirmed && facts.turns[turn]?.identity === 'denied';
  const turns = call.turns.map((_turn, index) => index);
  const spoken = (isWanted: (turn: number) => boolean, byCollector: boolean) =>
    turns.filter(
      (turn) => (roleAt(turn) === 'collector') === byCollector && roleAt(turn) !== 'ivr' && isWanted(turn),
    );
  const denials = facts.events.filter(({ kind }) => kind === 'identity_denied').map(({ turn }) => turn);
  const isDebtorsOwn = (turn: number) =>
    owesAt(turn) && !isDenier(turn) && !(denials.includes(turn) && !confirmed);
  const debtorTurns = spoken(isDebtorsOwn, false);
  const [first] = debtorTurns;
  const toDebtor = spoken(isDebtorsOwn, true);
  const [told] = facts.events.filter(isTold).filter(({ turn }) => toDebtor.includes(turn));
  return {
    debtorTurns,
    thirdPartyTurns: spoken((turn) => !isDebtorsOwn(turn), false),
    toDebtor: first === undefined ? [] : toDebtor,
    toThirdParty: spoken((turn) => !isDebtorsOwn(turn), true),
    debtorFrom: first === undefined ? null : Math.min(first, ...toDebtor),
    confirmedAt: confirmed?.turn ?? null,
    businessAt: first === undefined ? null : (told?.turn ?? null),
    isWrongPerson: denied && !confirmed,
  };
}

const isTold = ({ kind }: DialogueEvent) => kind === 'debt_told';
