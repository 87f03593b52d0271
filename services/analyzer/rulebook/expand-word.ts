/** More spellings than this in one entry are a sign of a mistake; split the entry. */
export const MAX_SPELLINGS = 400;

/**
 * Spells out `去{你|您}{家|单位|}` into its plain forms. Braces don't nest; an empty choice means "or nothing".
 * Returns null where braces don't pair, or where there are more than MAX_SPELLINGS forms.
 */
export function expandWord(word: string): readonly string[] | null {
  if (!/[{}]/.test(word)) return trimmed(word) === '' ? null : [trimmed(word)];
  let spellings = [''];
  for (const part of word.split(/(\{[^{}]*\})/)) {
    if (part === '') continue;
    const isChoice = part.startsWith('{') && part.endsWith('}');
    if (!isChoice && /[{}]/.test(part)) return null;
    const choices = isChoice ? part.slice(1, -1).split('|') : [part];
    if (spellings.length * choices.length > MAX_SPELLINGS) return null;
    const longer: string[] = [];
    for (const start of spellings) for (const choice of choices) longer.push(start + choice);
    spellings = longer;
  }
  const unique = new Set<string>();
  for (const spelling of spellings) unique.add(trimmed(spelling));
  return unique.has('') ? null : [...unique];
}

function trimmed(spelling: string): string {
  const single = spelling.includes('  ') ? spelling.replace(/ {2,}/g, ' ') : spelling;
  return single.trim();
}
