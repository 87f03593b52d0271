import type { CueName } from '../../../contracts/cues.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import type { HeardTurn } from '../dialogue/heard-turn.ts';
import { normaliseTerm } from '../language/normalise-text.ts';
import type { View } from '../language/text-view.ts';

const DIGIT_RUN =
  /[0-9〇零幺一二三四五六七八九]{3,}|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double)\b ?){3,}/;
const BIRTHDAY =
  /\d+年|[一二三四五六七八九零〇]+年|月|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/;

/** Units; 喂 and "yes" are less. */
const LEAST_SAID = 4;

/** What the dialogue reader needs of each turn: its cues, the debtor's name, particulars given back. */
export function hearTurns(
  call: Transcript,
  views: readonly View[],
  cuesByTurn: readonly ReadonlySet<CueName>[],
): HeardTurn[] {
  const name = call.debtor?.name === undefined ? '' : normaliseTerm(call.debtor.name);
  const participants = new Map(call.participants.map((participant) => [participant.id, participant]));
  return call.turns.flatMap((turn, index) => {
    const speaker = participants.get(turn.speaker);
    const text = views[index]?.text ?? '';
    if (!speaker) return [];
    return [
      {
        turn: index,
        speaker,
        cues: cuesByTurn[index] ?? new Set<CueName>(),
        isBare: text.replace(/[^\p{L}\p{N}]/gu, '').length < LEAST_SAID,
        namesDebtor: name.length > 1 && text.includes(name),
        saysDigits: DIGIT_RUN.test(text) || BIRTHDAY.test(text),
      },
    ];
  });
}
