import type { Parameter } from '../../../../contracts/rule.ts';
import type { Transcript } from '../../../../contracts/transcript.ts';
import type { PastContact } from '../contact-history.ts';
import { daysBetween, type ReadLocalTime } from '../local-time.ts';
import { type CallVerdict, CLEAR, inForce } from './verdict.ts';

type Parameters = Readonly<Record<string, readonly Parameter[]>>;
const WINDOW_DAYS = { '7_days': 7, '30_days': 30 } as const;

/** The call at hand as the history would hold it. */
export interface ThisContact {
  readonly call: Transcript;
  readonly effectiveContact: boolean;
  readonly zone: string;
}

const counted = (counts: 'effective' | 'unanswered' | 'dials', effective: boolean) =>
  counts === 'dials' || (counts === 'effective') === effective;

/** Earlier outbound contacts by event time, never the call itself, whatever order they came in. */
function earlier(current: ThisContact, history: readonly PastContact[]): readonly PastContact[] {
  const at = Date.parse(current.call.startedAt);
  return history.filter(
    (past) => past.direction === 'outbound' && past.callId !== current.call.callId && past.startedAtMs < at,
  );
}

/** More contacts in the window than the parameter allows, this call included. */
export function contactsAbove(
  current: ThisContact,
  history: readonly PastContact[],
  parameters: Parameters,
  name: string,
  readLocalTime: ReadLocalTime,
): CallVerdict {
  const { call, zone } = current;
  if (call.direction === 'inbound') return CLEAR;
  const today = readLocalTime(call.startedAt, zone).date;
  const limit = inForce(parameters[name], 'contacts', today);
  if (!limit || !counted(limit.counts, current.effectiveContact)) return CLEAR;
  const key = limit.per === 'number' ? call.line?.numberHash : call.debtor?.id;
  if (key === undefined) {
    return {
      status: 'undecidable',
      missing: [limit.per === 'number' ? 'line.numberHash' : 'debtor.id'],
      facts: [],
    };
  }
  const at = Date.parse(call.startedAt);
  const inWindow = earlier(current, history).filter((past) => {
    if (!counted(limit.counts, past.effectiveContact)) return false;
    if (limit.per === 'number' && past.numberHash !== key) return false;
    if (limit.per === 'debtor_and_case' && past.caseId !== (call.debt?.caseId ?? null)) return false;
    if (limit.window === 'calendar_day')
      return readLocalTime(new Date(past.startedAtMs).toISOString(), zone).date === today;
    return at - past.startedAtMs < WINDOW_DAYS[limit.window] * 86_400_000;
  });
  const contacts = inWindow.length + 1;
  if (contacts <= limit.max) return CLEAR;
  return {
    status: 'breach',
    facts: [
      { name: 'contacts', value: contacts },
      { name: 'allowed', value: limit.max },
      { name: 'window', value: limit.window },
      { name: 'source', value: limit.source },
    ],
  };
}

/** A call within the quiet days after a conversation; the day of the talk is day one (12 CFR 1006.14(b)(2)(i)(B)). */
export function contactAfterTalk(
  current: ThisContact,
  history: readonly PastContact[],
  parameters: Parameters,
  name: string,
  readLocalTime: ReadLocalTime,
): CallVerdict {
  const { call, zone } = current;
  if (call.direction === 'inbound' || call.consents?.some(({ kind }) => kind === 'contact_time'))
    return CLEAR;
  const today = readLocalTime(call.startedAt, zone).date;
  const limit = inForce(parameters[name], 'quiet_days_after_talk', today);
  if (!limit) return CLEAR;
  if (call.debtor === undefined) return { status: 'undecidable', missing: ['debtor.id'], facts: [] };
  const talks = earlier(current, history)
    .filter(
      (past) =>
        past.effectiveContact && (limit.per === 'debtor' || past.caseId === (call.debt?.caseId ?? null)),
    )
    .map((past) => readLocalTime(new Date(past.startedAtMs).toISOString(), zone).date)
    .filter((date) => daysBetween(date, today) < limit.days)
    .sort();
  const talk = talks.at(-1);
  if (talk === undefined) return CLEAR;
  return {
    status: 'breach',
    facts: [
      { name: 'talkOn', value: talk },
      { name: 'calledOn', value: today },
      { name: 'quietDays', value: limit.days },
      { name: 'source', value: limit.source },
    ],
  };
}
