import { foldUnits } from '../../analyzer/language/characters.ts';

/** One turn as the detectors read it. */
export interface SpokenTurn {
  readonly speaker: string;
  readonly text: string;
}

/**
 * What one speaker says without being interrupted by more than an "uh-huh": a number read out over several turns is in
 * one piece. `text` starts with the end of what the other side said before, so that a question is a cue for its answer.
 */
export interface HeardText {
  readonly text: string;
  /** Same length: narrow, lower case, simplified characters. */
  readonly folded: string;
  /** What lies before is the other side's. */
  readonly ownFrom: number;
  /** Turns in order: `from` is where the turn's text starts in `text`. */
  readonly parts: readonly { readonly turn: number; readonly from: number; readonly length: number }[];
  /** Turns of others in between. */
  readonly between: ReadonlySet<number>;
}

/** Parts the other side's words from the speaker's own; no pattern reaches over it but a cue. */
export const SPEAKER_BREAK = '\ue000';
const CONTEXT = 60;
const ACKNOWLEDGED =
  /^(?:嗯|恩|哦|噢|好|对|是|行|的|啊|您?继续|您?说|知道了|记了|然后呢|uh-?huh|mm-?hmm|ok|okay|yes|yep|yeah|right|got it|go ahead|sure|[\s,.，。、!！~])+$/i;
const ONLY_DIGITS =
  /^(?:[\d\s,.，。、零〇一二三四五六七八九幺]|zero|one|two|three|four|five|six|seven|eight|nine|oh|double)+$/i;
const LONGEST_ECHO = 80;

const letsGoOn = (text: string) =>
  text.length <= LONGEST_ECHO && (ACKNOWLEDGED.test(text) || ONLY_DIGITS.test(text));

interface Draft {
  readonly speaker: string;
  readonly turns: number[];
  readonly between: number[];
}

/** Cuts a dialogue into stretches, in the order of their first turns; every turn is in exactly one. */
export function hearDialogue(turns: readonly SpokenTurn[]): HeardText[] {
  const drafts: Draft[] = [];
  const open = new Map<string, Draft>();
  for (const [index, { speaker, text }] of turns.entries()) {
    const mine = open.get(speaker);
    const draft = mine ?? { speaker, turns: [], between: [] };
    if (mine === undefined) {
      drafts.push(draft);
      open.set(speaker, draft);
    }
    draft.turns.push(index);
    for (const [other, theirs] of open) {
      if (other === speaker) continue;
      if (letsGoOn(text)) theirs.between.push(index);
      else open.delete(other);
    }
  }
  return drafts.map((draft) => heardText(turns, draft));
}

function heardText(turns: readonly SpokenTurn[], { speaker, turns: own, between }: Draft): HeardText {
  const before = turns[(own[0] ?? 0) - 1];
  const context =
    before === undefined || before.speaker === speaker ? '' : before.text.slice(-CONTEXT) + SPEAKER_BREAK;
  const parts: { turn: number; from: number; length: number }[] = [];
  const pieces = [context];
  let at = context.length;
  for (const turn of own) {
    const text = turns[turn]?.text ?? '';
    parts.push({ turn, from: at, length: text.length });
    pieces.push(text, '\n');
    at += text.length + 1;
  }
  const text = pieces.join('');
  return { text, folded: foldUnits(text), ownFrom: context.length, parts, between: new Set(between) };
}
