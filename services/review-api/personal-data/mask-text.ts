import type { PersonalDataKind } from '../../../contracts/personal-data.ts';
import type { FoundData } from './personal-span.ts';

const MASK = '*';
const WRITTEN_NUMBER = /^[\d\s+()（）.–—-]+$/;

/** Digits left readable at both ends, so that people can tell one number from another. */
function keptEnds(kind: PersonalDataKind, digits: number): { first: number; last: number } {
  if (kind === 'phone' && digits >= 11) return { first: 3, last: 4 };
  if (kind === 'phone' && digits === 10) return { first: 0, last: 4 };
  if (kind === 'bank_card' && digits >= 12) return { first: 0, last: 4 };
  return { first: 0, last: 0 };
}

/**
 * Masks one piece of personal data. The mask has the same length in UTF-16 units, so that spans of findings and highlights
 * hold without a map. Written phone numbers and cards keep their separators and ends (138****5678); of everything else nothing stays,
 * not even the spaces: the lengths of spoken digits would tell them.
 */
export function maskOf(kind: PersonalDataKind, quote: string): string {
  if (!WRITTEN_NUMBER.test(quote)) return MASK.repeat(quote.length);
  const digits = quote.replace(/\D/g, '').length;
  const { first, last } = keptEnds(kind, digits);
  let seen = 0;
  return quote.replace(/[\d\s]/g, (character) => {
    if (/\s/.test(character)) return character;
    seen += 1;
    return seen <= first || seen > digits - last ? character : MASK;
  });
}

/** The text with every piece masked; spans are ordered and do not overlap. */
export function maskText(text: string, spans: readonly FoundData[]): string {
  let masked = '';
  let from = 0;
  for (const { kind, start, end } of spans) {
    masked += text.slice(from, start) + maskOf(kind, text.slice(start, end));
    from = end;
  }
  return masked + text.slice(from);
}
