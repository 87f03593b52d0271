/** More spellings than this in one entry are a sign of a mistake; split the entry. */
export const MAX_SPELLINGS = 400;

/**
 * Spells out `去{你|您}{家|单位|}` into its plain forms. Braces don't nest; an empty choice means "or nothing".
 * Returns null where braces don't pair, or where there are more than MAX_SPELLINGS forms.
 */
export function expandWord(word: string): readonly string[] | null {
  const parts = word.split(/(\{[^{}]*\})/);
  let spellings = [''];
  for (const part of parts) {
    const isChoice = part.startsWith('{') && part.endsWith('}');
    if (!isChoice && /[{}]/.test(part)) return null;
    const choices = isChoice ? part.slice(1, -1).split('|') : [part];
    if (spellings.length * choices.length > MAX_SPELLINGS) return null;
    spellings = spellings.flatMap((start) => choices.map((choice) => start + choice));
  }
  const unique = [...new Set(spellings.map((spelling) => spelling.replace(/ {2,}/g, ' ').trim()))];
  return unique.includes('') ? null : unique;
}
