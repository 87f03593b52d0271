import { ALPHABETIC, DROPPED, EXPANSIONS, FOLD_FROM, FOLD_TO, IDEOGRAPHIC } from './fold.table.ts';

/** What a folded character is to the normaliser. `SYMBOL` is kept in the text, `NOISE` leaves it without a trace, `GAP` parts words. */
export const KIND = {
  NOISE: 0,
  ALPHABETIC: 1,
  DIGIT: 2,
  IDEOGRAPHIC: 3,
  SYMBOL: 4,
  GAP: 5,
  PAUSE: 6,
  CLAUSE: 7,
  SENTENCE: 8,
} as const;

/** In {@link FOLD}: the unit leaves the text. */
export const DROP = 0;
/** In {@link FOLD}: the unit becomes several; see {@link expansionOf}. */
export const EXPAND = 1;

const UNITS = 0x10000;

const eachOf = (ranges: string, visit: (unit: number) => void) => {
  for (const range of ranges.split(' ')) {
    const [from = '', to = from] = range.split('-');
    for (let unit = Number.parseInt(from, 36); unit <= Number.parseInt(to, 36); unit += 1) visit(unit);
  }
};

const expansions: ReadonlyMap<number, string> = new Map(
  EXPANSIONS.split(' ').map((entry) => [entry.charCodeAt(0), entry.slice(1)]),
);

const buildFold = (): Uint16Array => {
  const fold = new Uint16Array(UNITS);
  for (let unit = 0; unit < UNITS; unit += 1) fold[unit] = unit;
  for (let index = 0; index < FOLD_FROM.length; index += 1) {
    fold[FOLD_FROM.charCodeAt(index)] = FOLD_TO.charCodeAt(index);
  }
  eachOf(DROPPED, (unit) => {
    fold[unit] = DROP;
  });
  for (const unit of expansions.keys()) fold[unit] = EXPAND;
  return fold;
};

const MARKS: ReadonlyArray<readonly [kind: number, characters: string]> = [
  [KIND.DIGIT, '0123456789'],
  [KIND.SYMBOL, '$%+@¥£€'],
  [KIND.GAP, " -/_:'⁄"],
  [KIND.PAUSE, '、'],
  [KIND.CLAUSE, ',;()[]{}【】〔〕|—–…⋯'],
  [KIND.SENTENCE, '.!?。\n'],
];

const buildKinds = (): Uint8Array => {
  const kinds = new Uint8Array(UNITS);
  eachOf(ALPHABETIC, (unit) => {
    kinds[unit] = KIND.ALPHABETIC;
  });
  eachOf(IDEOGRAPHIC, (unit) => {
    kinds[unit] = KIND.IDEOGRAPHIC;
  });
  for (const [kind, characters] of MARKS) {
    for (const character of characters) kinds[character.charCodeAt(0)] = kind;
  }
  return kinds;
};

/**
 * The folded form of each UTF-16 code unit: compatibility forms, case, accents, digits of any script, traditional to simplified
 * and the variants of generate/variants.ts, all one to one; {@link DROP} and {@link EXPAND} mark the rest. Never write to it.
 */
export const FOLD: Uint16Array = buildFold();

const kinds = buildKinds();

/** The kind ({@link KIND}) of a folded code unit. */
export const kindOf = (unit: number): number => kinds[unit] ?? KIND.NOISE;

/** The folded text of a unit that {@link FOLD} marks {@link EXPAND}, such as ㈠ or ½. */
export const expansionOf = (unit: number): string => expansions.get(unit) ?? '';

/** Folds unit by unit and keeps the length, so that offsets stay: what cannot be folded one to one stays as it is. */
export const foldUnits = (text: string): string => {
  let folded = '';
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const to = FOLD[unit] ?? unit;
    folded += to > EXPAND ? String.fromCharCode(to) : text[index];
  }
  return folded;
};
