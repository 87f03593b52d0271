import { Converter } from 'opencc-js/t2cn';
import { VARIANTS } from './variants.ts';

/** What fold.table.ts holds: see its header. */
export interface FoldData {
  readonly from: string;
  readonly to: string;
  readonly expansions: string;
  readonly dropped: string;
  readonly alphabetic: string;
  readonly ideographic: string;
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
const spaceless = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u;
const bare = (text: string) =>
  text.replace(/\p{L}\p{M}+/gu, (letter) => (spaceless.test(letter) ? letter : (letter[0] ?? '')));

/** Unicode, case, accents, digits of any script, traditional to simplified, variants: one character to its folded text. */
const createFolder = () => {
  const simplify = Converter({ from: 't', to: 'cn' });
  const variants = new Map(VARIANTS.flatMap(([to, from]) => [...from].map((one) => [one, to] as const)));
  const decimal = (letter: string) => {
    let zero = letter.codePointAt(0) ?? 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (letter.codePointAt(0) ?? 0) - zero < 9)
      zero -= 1;
    return String((letter.codePointAt(0) ?? 0) - zero);
  };
  const one = (letter: string): string => {
    if (/[\t\v\f\p{Zs}]/u.test(letter)) return ' ';
    if (/[\r\n\p{Zl}\p{Zp}]/u.test(letter)) return '\n';
    if (/[\p{C}\p{Mn}\p{Me}]/u.test(letter)) return '';
    if (/\p{Nd}/u.test(letter)) return decimal(letter);
    const simplified = simplify(letter);
    const kept = simplified.length === 1 ? simplified : letter;
    return variants.get(kept) ?? kept;
  };
  return (letter: string): string => {
    if (variants.get(letter) === "'") return "'";
    const compatible = letter.normalize('NFKC');
    const plain = spaceless.test(compatible) ? compatible : bare(compatible.normalize('NFKD'));
    return [...plain.toLowerCase()].map(one).join('');
  };
};

const ranges = (wanted: (letter: string) => boolean): string => {
  const found: string[] = [];
  let start = -1;
  for (let unit = 0; unit <= 0x10000; unit += 1) {
    const hit = unit < 0x10000 && !isSurrogate(unit) && wanted(String.fromCharCode(unit));
    if (hit && start < 0) start = unit;
    if (!hit && start >= 0) {
      found.push(
        unit - 1 === start ? start.toString(36) : `${start.toString(36)}-${(unit - 1).toString(36)}`,
      );
      start = -1;
    }
  }
  return found.join(' ');
};

/** Computes the folding of every code unit from this runtime's Unicode data and OpenCC's character table. */
export const computeFoldData = (): FoldData => {
  const fold = createFolder();
  const folded = new Map<string, string>();
  for (let unit = 0; unit < 0x10000; unit += 1) {
    if (!isSurrogate(unit)) folded.set(String.fromCharCode(unit), fold(String.fromCharCode(unit)));
  }
  const changed = [...folded].filter(
    ([letter, text]) => text !== letter && !/[\ufb50-\ufdff\ufe70-\ufefe]/.test(letter),
  );
  const single = changed.filter(([, text]) => text.length === 1);
  const longer = changed.filter(([, text]) => text.length > 1 && !text.includes(' '));
  return {
    from: single.map(([letter]) => letter).join(''),
    to: single.map(([, text]) => text).join(''),
    expansions: longer.map(([letter, text]) => letter + text).join(' '),
    dropped: ranges((letter) => folded.get(letter) === ''),
    alphabetic: ranges((letter) => /\p{L}/u.test(letter) && !spaceless.test(letter)),
    ideographic: ranges((letter) => /[\p{L}\p{Nl}]/u.test(letter) && spaceless.test(letter)),
  };
};
