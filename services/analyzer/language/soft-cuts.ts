import { KIND, kindOf } from './characters.ts';
import { BREAK } from './text-view.ts';

/** Weight above which a stretch without punctuation is cut, in Chinese characters; a Latin character weighs a quarter. */
const LONGEST = 40;
const SHORTEST = 6;
const LATIN_WEIGHT = 0.25;
const PARTICLES = new Set('了啊吧呢吗嘛');
const CONJUNCTION = /^(?:and|but|so|because|then) /;

const isAfterParticle = (text: string, at: number) =>
  PARTICLES.has(text[at - 1] ?? '') && text[at] !== '解' && kindOf(text.charCodeAt(at)) === KIND.IDEOGRAPHIC;
const isConjunction = (text: string, at: number) =>
  text[at - 1] === ' ' && CONJUNCTION.test(text.slice(at, at + 8));

/**
 * Where recogniser text runs on without punctuation, cuts it into clauses of about forty characters: at a pause, else after a final
 * particle or before a conjunction; where there is none of these, not at all. Raises entries of `breaks` to CLAUSE.
 */
export const cutLongStretches = (text: string, breaks: number[]): void => {
  if (text.length <= LONGEST) return;
  let sinceCut = 0;
  let place = -1;
  let placeWeight = 0;
  let isPause = false;
  for (let at = 1; at < text.length; at += 1) {
    sinceCut += kindOf(text.charCodeAt(at - 1)) === KIND.IDEOGRAPHIC ? 1 : LATIN_WEIGHT;
    const level = breaks[at] ?? BREAK.NONE;
    if (level >= BREAK.CLAUSE) {
      sinceCut = 0;
      place = -1;
      isPause = false;
      continue;
    }
    if (
      sinceCut >= SHORTEST &&
      (level === BREAK.PAUSE || (!isPause && (isAfterParticle(text, at) || isConjunction(text, at))))
    ) {
      place = at;
      placeWeight = sinceCut;
      isPause = level === BREAK.PAUSE;
    }
    if (sinceCut > LONGEST && place > 0) {
      breaks[place] = BREAK.CLAUSE;
      sinceCut -= placeWeight;
      place = -1;
      isPause = false;
    }
  }
};
