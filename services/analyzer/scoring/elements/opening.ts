import { normaliseTerm } from '../../language/normalise-text.ts';
import type { Stretch } from '../call-signs.ts';
import {
  cameToBusiness,
  type DecideElement,
  decided,
  hitsAt,
  NO_BUSINESS,
  notApplicable,
  type ScoringCase,
  wholeTurn,
} from './case.ts';
import type { Part } from './part-names.ts';

/** Turns that begin within this time of the talk with the debtor are its opening. */
const OPENING_MS = 30_000;
/** In a chat nobody is timed. */
const OPENING_TURNS_OF_CHAT = 8;

/** Strong opening: own name, institution, on whose behalf, purpose and recording notice, within thirty seconds. */
export const decideOpening: DecideElement = (of) => {
  if (!cameToBusiness(of)) return notApplicable(of, 'strong_opening', NO_BUSINESS.zh, NO_BUSINESS.en);
  const turns = openingTurns(of);
  const heard = (name: Parameters<ScoringCase['signs']>[0]) => hitsAt(of.signs(name), turns);
  const creditor = saysName(of, turns, of.call.debt?.creditor);
  const collector = saysName(of, turns, of.call.collector.name);
  const parts: readonly (readonly [Part, readonly Stretch[]])[] = [
    ['own_name', [...heard('own_name'), ...collector]],
    ['institution', [...heard('institution'), ...creditor]],
    ['on_behalf', [...heard('on_behalf'), ...heard('creditor_house'), ...creditor]],
    ['purpose', [...heard('purpose'), ...purposeTurn(of, turns)]],
    ['recording_notice', of.call.channel === 'chat' ? wholeTurn(of, turns[0] ?? 0) : recordings(of, turns)],
  ];
  const lacking = parts.filter(([, found]) => found.length === 0).map(([part]) => part);
  const evidence = parts.flatMap(([, found]) => found.slice(0, 1));
  return decided(of, 'strong_opening', lacking.length === 0 ? 'present' : 'absent', {
    lacking,
    evidence,
    zh: lacking.length === 0 ? '开场三十秒内说明了姓名、机构、受谁委托、来意和录音。' : '开场不完整。',
    en:
      lacking.length === 0
        ? 'Name, institution, principal, purpose and recording were told within 30 seconds.'
        : 'The opening was incomplete.',
  });
};

/** The collector's turns (and announcements) that begin within the opening of the talk with the debtor. */
function openingTurns({ call, talk }: ScoringCase): number[] {
  const from = talk.debtorFrom ?? 0;
  const begin = call.turns[from]?.startMs ?? 0;
  const announced = call.turns.flatMap((_turn, index) => (index < from ? [index] : []));
  const own = talk.toDebtor.filter((turn) =>
    call.channel === 'chat'
      ? turn - from < OPENING_TURNS_OF_CHAT
      : (call.turns[turn]?.startMs ?? 0) - begin <= OPENING_MS,
  );
  return [...announced, ...own];
}

/** Recording is told by the collector or by an announcement. */
const recordings = (of: ScoringCase, turns: readonly number[]): readonly Stretch[] => {
  const said = hitsAt(of.signs('recording'), turns);
  if (said.length > 0) return said;
  return of.facts.events
    .filter(({ kind, turn }) => kind === 'recording_announced' && turns.includes(turn))
    .flatMap(({ turn }) => wholeTurn(of, turn));
};

const purposeTurn = (of: ScoringCase, turns: readonly number[]): readonly Stretch[] => {
  const { businessAt } = of.talk;
  return businessAt !== null && turns.includes(businessAt) ? wholeTurn(of, businessAt) : [];
};

function saysName(of: ScoringCase, turns: readonly number[], name: string | undefined): Stretch[] {
  const sought = name === undefined ? '' : normaliseTerm(name);
  if (sought.length < 2) return [];
  return of.lines.flatMap((line) => {
    const start = line.role === 'collector' ? line.view.text.indexOf(sought) : -1;
    const isThere = start >= 0 && turns.includes(line.view.turns[start] ?? -1);
    return isThere ? [{ line, start, end: start + sought.length }] : [];
  });
}
