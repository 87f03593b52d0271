import { DROP, EXPAND, expansionOf, FOLD, KIND, kindOf } from './characters.ts';
import { cutLongStretches } from './soft-cuts.ts';
import { BREAK, type Layer, textOf } from './text-view.ts';

const POINT = 0x2e;
const COMMA = 0x2c;
const COLON = 0x3a;
const APOSTROPHE = 0x27;
const SPACE = 0x20;
const TITLES = new Set(['mr', 'mrs', 'ms', 'dr', 'st', 'jr', 'sr', 'vs']);

const isWord = (kind: number) => kind === KIND.ALPHABETIC || kind === KIND.DIGIT;
const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
const foldedAt = (text: string, index: number) => FOLD[text.charCodeAt(index)] ?? DROP;
const kindAt = (text: string, index: number) => kindOf(foldedAt(text, index));

/** Whether the word that the units end with is a single letter or a title: the point behind it ends no sentence. */
const isAbbreviation = (codes: readonly number[]): boolean => {
  let start = codes.length;
  while (start > 0 && kindOf(codes[start - 1] ?? 0) === KIND.ALPHABETIC) start -= 1;
  return codes.length - start === 1 || TITLES.has(textOf(codes.slice(start)));
};

/** How a mark parts its neighbours: a {@link KIND} of GAP, PAUSE, CLAUSE or SENTENCE, SYMBOL to keep it, NOISE to drop it. */
const markKind = (text: string, index: number, unit: number, codes: readonly number[]): number => {
  const before = index > 0 ? kindAt(text, index - 1) : KIND.NOISE;
  const after = index + 1 < text.length ? kindAt(text, index + 1) : KIND.NOISE;
  const inNumber = before === KIND.DIGIT && after === KIND.DIGIT;
  if (unit === APOSTROPHE)
    return before === KIND.ALPHABETIC && after === KIND.ALPHABETIC ? KIND.SYMBOL : KIND.NOISE;
  if (unit === POINT) {
    if (inNumber) return KIND.SYMBOL;
    if (foldedAt(text, index + 1) === POINT) return KIND.CLAUSE;
    const abbreviates = before === KIND.ALPHABETIC && isAbbreviation(codes);
    return abbreviates && index + 1 < text.length ? KIND.GAP : KIND.SENTENCE;
  }
  if (unit === COMMA && inNumber && /^\d{3}(?!\d)/.test(text.slice(index + 1, index + 5))) return KIND.NOISE;
  if (unit === COLON) return inNumber ? KIND.GAP : KIND.CLAUSE;
  return kindOf(unit);
};

const levelOf = (kind: number): number => {
  if (kind === KIND.SENTENCE) return BREAK.SENTENCE;
  if (kind === KIND.CLAUSE) return BREAK.CLAUSE;
  return kind === KIND.PAUSE ? BREAK.PAUSE : BREAK.NONE;
};

/**
 * Folds a text and takes out punctuation, spacing, emoji and invisible characters, keeping where clauses and sentences end. One
 * space parts Latin words and numbers; nothing parts Chinese characters.
 */
export const readPlain = (original: string, turn: number): Layer => {
  const codes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const turns: number[] = [];
  const breaks: number[] = [];
  let level: number = BREAK.NONE;
  let gap = false;
  let lastKind: number = KIND.NOISE;

  const put = (code: number, start: number, end: number, strength: number) => {
    codes.push(code);
    starts.push(start);
    ends.push(end);
    turns.push(turn);
    breaks.push(strength);
  };
  const keep = (code: number, kind: number, start: number, end: number) => {
    const parted = gap || level > BREAK.NONE;
    if (parted && codes.length > 0) {
      const lastEnd = ends[ends.length - 1] ?? start;
      // Inside one character (½ is "1 2") the space stands for that character.
      if (isWord(lastKind) && isWord(kind))
        put(SPACE, Math.min(lastEnd, start), Math.max(lastEnd, start), BREAK.NONE);
      else if (level === BREAK.NONE) level = BREAK.PAUSE;
    }
    put(code, start, end, codes.length > 0 ? level : BREAK.NONE);
    level = BREAK.NONE;
    gap = false;
    lastKind = kind;
  };
  const read = (code: number, text: string, index: number, start: number, end: number) => {
    const kind = kindOf(code);
    if (isWord(kind) || kind === KIND.IDEOGRAPHIC) return keep(code, kind, start, end);
    const meaning = markKind(text, index, code, codes);
    if (meaning === KIND.SYMBOL) return keep(code, code === APOSTROPHE ? KIND.ALPHABETIC : kind, start, end);
    if (meaning === KIND.GAP) gap = true;
    level = Math.max(level, levelOf(meaning));
  };
  const readAll = (text: string, start: number, end: number) => {
    for (let index = 0; index < text.length; index += 1) read(foldedAt(text, index), text, index, start, end);
  };

  for (let index = 0; index < original.length; index += 1) {
    const unit = original.charCodeAt(index);
    const folded = FOLD[unit] ?? DROP;
    if (isHigh(unit) && isLow(original.charCodeAt(index + 1))) {
      const pair = original.slice(index, index + 2);
      const simple = pair.normalize('NFKC');
      if (simple.length === 1) readAll(simple, index, index + 2);
      else if (/^[\p{L}\p{N}]$/u.test(pair)) {
        keep(unit, KIND.IDEOGRAPHIC, index, index + 2);
        keep(pair.charCodeAt(1), KIND.IDEOGRAPHIC, index, index + 2);
      }
      index += 1;
    } else if (folded === EXPAND) readAll(expansionOf(unit), index, index + 1);
    else if (folded !== DROP) read(folded, original, index, index, index + 1);
  }
  breaks.push(level);
  const text = textOf(codes);
  cutLongStretches(text, breaks);
  return { text, starts, ends, turns, breaks };
};
