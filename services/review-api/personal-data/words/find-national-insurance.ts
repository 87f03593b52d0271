import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';

const WRITTEN =
  /\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PQRSTW-Z][A-CEGHJ-NPQRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi;
const DIGIT = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\\d)';
const LETTER = '(?:[a-z](?: for \\w{1,12})?)';
const SAID = new RegExp(
  `\\b${LETTER}[ ,.-]{0,2}${LETTER}[ ,.-]{1,2}(?:(?:double )?${DIGIT}[ ,.-]{0,2}){3,6}${LETTER}\\b`,
  'g',
);
const CUE = /national insurance|\bni (?:number|no)|\bnino\b/;
const REACH = 60;

/** UK National Insurance numbers; spelled out only when they are named. QQ is the prefix of specimens. */
export function findNationalInsurance({ text, folded }: Pick<HeardText, 'text' | 'folded'>): FoundData[] {
  const isNamed = (index: number) => CUE.test(folded.slice(Math.max(0, index - REACH), index));
  const written = [...text.matchAll(WRITTEN)].filter(
    ({ 0: all, index }) => all.toUpperCase() === all || isNamed(index),
  );
  const said = [...folded.matchAll(SAID)].filter(({ index }) => isNamed(index));
  return [...written, ...said].map(({ 0: all, index }) => ({
    kind: 'nino' as const,
    start: index,
    end: index + all.length,
  }));
}
