import type { CallFilter } from '../../contracts/call-search.ts';
import type { Transcript } from '../../contracts/transcript.ts';
import { type SearchedText, searchedText } from './search-phrases.ts';

/** What a filter asks about what was said. Each phrase must be said in a turn by one of these, begun before then. */
export interface SaidQuestion extends SearchedText {
  /** Roles of speakers; null: anybody. */
  readonly by: readonly string[] | null;
  /** Milliseconds from the start of the call, exclusive; null: at any time. */
  readonly beforeMs: number | null;
}

/** What of a call decides about who said something and when. */
export interface SpokenCall {
  readonly participants: readonly Pick<Transcript['participants'][number], 'id' | 'role'>[];
  readonly turns: readonly Pick<Transcript['turns'][number], 'speaker' | 'startMs' | 'text'>[];
}

/** Null when a filter asks nothing about it; `nothing` when it asks for a text without words, which no call has. */
export function saidQuestion(
  filter: Pick<CallFilter, 'text' | 'saidBy' | 'saidWithinSeconds'>,
): SaidQuestion | 'nothing' | null {
  const { text, saidBy, saidWithinSeconds } = filter;
  if (text === undefined && saidBy === undefined && saidWithinSeconds === undefined) return null;
  const { phrases, near } = searchedText(text ?? '');
  if (text !== undefined && phrases.length + near.length === 0) return 'nothing';
  return {
    phrases,
    near,
    by: saidBy ?? null,
    beforeMs: saidWithinSeconds === undefined ? null : saidWithinSeconds * 1_000,
  };
}

/** Whether it matters who says it and when. */
export const isBound = ({ by, beforeMs }: SaidQuestion): boolean => by !== null || beforeMs !== null;

export interface AskedTurn {
  /** Its place in the call. */
  readonly turn: number;
  readonly text: string;
}

/** The turns in which a question looks. */
export function askedTurns({ participants, turns }: SpokenCall, { by, beforeMs }: SaidQuestion): AskedTurn[] {
  const roles = new Map(participants.map(({ id, role }) => [id, role]));
  return turns.flatMap(({ speaker, startMs, text }, turn) => {
    const isAsked =
      (by === null || by.includes(roles.get(speaker) ?? '')) && (beforeMs === null || startMs < beforeMs);
    return isAsked ? [{ turn, text }] : [];
  });
}
