import { PromiseChannel } from '../../../../contracts/scoring.ts';
import type { Transcript } from '../../../../contracts/transcript.ts';
import type { CallHits } from '../../engine/call-hits.ts';
import { AMOUNTS } from '../../engine/matchers/amount.ts';
import { completingTurn, type Line } from '../../engine/scene.ts';
import { rangeOf } from '../../language/text-view.ts';
import type { CallSigns } from '../call-signs.ts';
import type { Anchor } from '../dates/calendar.ts';
import { parseChineseDueDates } from '../dates/chinese-due-dates.ts';
import type { DueDate } from '../dates/due-date.ts';
import { parseEnglishDueDates } from '../dates/english-due-dates.ts';
import { findShares } from './find-shares.ts';
import type { ChannelMention, DateMention, Mention, MoneyMention } from './mention.ts';

export interface MentionSources {
  readonly call: Transcript;
  readonly lines: readonly Line[];
  readonly hitsIn: CallHits;
  readonly signs: CallSigns;
  readonly language: 'zh' | 'en';
  readonly anchor: Anchor;
}

/** The terms of payment named in a turn, by place. */
export type MentionsAt = (turn: number) => readonly Mention[];

/** Nobody names more terms in one turn. */
const MOST_MENTIONS = 60;
const NO_GROUPS = new Map<string, never>();
const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }) =>
  a.start < b.end && b.start < a.end;

/** Finds amounts, parts of the debt, due dates and channels, turn by turn and only in turns that are asked for. */
export function createMentions(sources: MentionSources): MentionsAt {
  const { call, lines, signs } = sources;
  const lineOf = new Map(lines.flatMap((line) => [...new Set(line.view.turns)].map((turn) => [turn, line])));
  const known = new Map<number, readonly Mention[]>();
  const channels = PromiseChannel.options.flatMap((channel) =>
    signs(`channel_${channel}`).map((hit): ChannelMention => ({ ...hit, kind: 'channel', channel })),
  );
  return (turn) => {
    const before = known.get(turn);
    if (before) return before;
    const line = lineOf.get(turn);
    const text = call.turns[turn]?.text ?? '';
    const dates = line ? datesIn(text, turn, line, sources) : [];
    const money = line ? moneyIn(text, turn, line, sources, dates) : [];
    const ways = longestOf(channels.filter((mention) => mention.turn === turn));
    const found = [...dates, ...money, ...ways].sort((a, b) => a.start - b.start).slice(0, MOST_MENTIONS);
    known.set(turn, found);
    return found;
  };
}

/** Of channels that overlap the longest: 手机银行转账 is the app. */
const longestOf = (found: readonly ChannelMention[]): ChannelMention[] =>
  found.filter((one) =>
    found.every(
      (other) => other === one || !overlaps(one, other) || other.end - other.start <= one.end - one.start,
    ),
  );

function datesIn(
  text: string,
  turn: number,
  line: Line,
  { call, language, anchor }: MentionSources,
): DateMention[] {
  const dayFirst = call.debt?.currency === 'GBP' || call.jurisdiction === 'UK';
  const dates =
    language === 'zh' ? parseChineseDueDates(text, anchor) : parseEnglishDueDates(text, anchor, dayFirst);
  return dates
    .filter(({ kind }) => kind !== 'vague')
    .flatMap((found: DueDate) => {
      const range = rangeOf(line.view, { turn, start: found.start, end: found.end });
      if (range === null) return [];
      const { date, time, isWeak } = found;
      return [
        {
          ...range,
          line,
          kind: 'date' as const,
          turn,
          date,
          time,
          isWeak,
          isPayday: found.kind === 'payday',
        },
      ];
    });
}

function moneyIn(
  text: string,
  turn: number,
  line: Line,
  { hitsIn, language }: MentionSources,
  dates: readonly DateMention[],
): MoneyMention[] {
  const stated = hitsIn(NO_GROUPS)(AMOUNTS, line)
    .filter((hit) => completingTurn(line, hit.end) === turn && !dates.some((date) => overlaps(date, hit)))
    .map(({ start, end, value }): MoneyMention => {
      return { line, start, end, kind: 'money', turn, basis: 'stated', value: value ?? 0 };
    })
    .filter(({ value }) => (value ?? 0) > 0);
  const shares = findShares(text, language).flatMap(({ start, end, basis, value }): MoneyMention[] => {
    const range = rangeOf(line.view, { turn, start, end });
    if (range === null || stated.some((one) => overlaps(one, range))) return [];
    return dates.some((date) => overlaps(date, range))
      ? []
      : [{ ...range, line, kind: 'money', turn, basis, value }];
  });
  return [...stated, ...shares];
}
