import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';
import { FIRST_NAMES } from './english-first-names.ts';

const WORD = "[A-Za-z][A-Za-z'’-]{0,29}";
const NAME = `(${WORD}(?: ${WORD}){0,2})`;
const TITLED = new RegExp(
  `\\b(?:[Mm][Rr]|[Mm][Rr][Ss]|[Mm][Ss]|[Mm]iss|MISS|[Mm]x|[Dd]r|Doctor|Officer|Attorney|Judge|Pastor)\\.? ${NAME}`,
  'g',
);
/** After these somebody is named, in capitals or not. */
const STRONG = new RegExp(
  `\\b(?:(?:my|his|her|wife's|husband's|son's|daughter's|mother's|father's) name(?: is|['’]s)|name is|husband's name is|wife's name is)(?: (?:mr|mrs|ms|dr)\\.?)? ${NAME}`,
  'gi',
);
/** After these a name must be capitalised, or be a common first name. */
const WEAK = new RegExp(
  `\\b(?:this is|is this|it['’]s|i['’]m|i am|speaking (?:with|to)|speak (?:with|to)|talking (?:with|to)|talk (?:with|to)|calling for|looking for|ask for|asking for|trying to reach|reach|call me|you['’]ve got|told|here is|hello|hi|okay|thanks|thank you),? (?:(?:mr|mrs|ms|miss|dr)\\.? )?${NAME}`,
  'gi',
);
const TITLE_WORDS = new Set('mr mrs ms miss dr mister doctor'.split(' '));
/** Capitalised at the start of a sentence or by habit, and no names. */
const NO_NAMES = new Set(
  'dad mum mom mommy daddy grandma grandpa a an the not no none my your his her our their this that these those it i you he she we they me him them who what where when why how is are was were be been am do does did have has had will would can could should may might must shall and or but so if then than as at by for from in into of off on out over to up with about after before again here there now just only also too very really still already yet back day night today tomorrow yesterday sorry sure okay ok yes no please thanks thank hello hi hey good fine right wrong done calling speaking trying going looking asking being getting making taking working living paying returning reaching recording recorded ridiculous legal crazy business debt collect collection agency attempt call phone home work unable able aware afraid glad happy sad broke sick disabled retired unemployed married divorced single late early north south east west northgate associates recovery services financial bank credit card loan department office company group capital llc inc mr mrs ms miss dr monday tuesday wednesday thursday friday saturday sunday january february march july august september october november december english spanish american friend husband wife mother father sister brother son daughter lawyer attorney manager supervisor customer person people someone somebody nobody anyone anybody everyone god jesus lord christ harassment illegal considering outside inside under even all both each every some any more most much many one two three four five six seven eight nine ten first second last next another other same such'.split(
    ' ',
  ),
);
/** I've, that'll; not O'Brien. */
const CONTRACTED = /^(?![od]['’])[a-z]+['’](?:s|m|d|t|ll|re|ve)?$/;
const isCapitalised = (word: string) => /^[A-Z]/.test(word);

/** Names after cues (my name is …, this is …) and after titles (Mr Smith, where the title stays readable). */
export function findEnglishNames({ text }: Pick<HeardText, 'text'>): FoundData[] {
  const found: FoundData[] = [];
  const look = (pattern: RegExp, isStrong: boolean) => {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const name = match[1] ?? '';
      const start = match.index + match[0].length - name.length;
      const length = nameLength(name, isStrong);
      if (length > 0) found.push({ kind: 'name', start, end: start + length });
      // "this is Miss Delores": the words taken as a name may hold the next cue.
      pattern.lastIndex = Math.max(match.index + 1, start);
    }
  };
  look(TITLED, true);
  look(STRONG, true);
  look(WEAK, false);
  return found;
}

/** How much of up to three words is a name: capitalised words, or one or two in small letters where a name must come. */
function nameLength(candidate: string, isStrong: boolean): number {
  const words = candidate.split(' ');
  let taken = 0;
  for (const [index, word] of words.entries()) {
    const plain = word.toLowerCase().replace(/['’]s$/, '');
    if (NO_NAMES.has(plain) || TITLE_WORDS.has(plain) || CONTRACTED.test(plain)) break;
    const isName = isCapitalised(word)
      ? index > 0 || isStrong || !isSentenceWord(word)
      : isStrong
        ? index < 2 && (index === 0 || words.length === index + 1 || isLowerName(words, index))
        : index === 0 && FIRST_NAMES.has(plain);
    if (!isName) break;
    taken = index + 1;
  }
  return words
    .slice(0, taken)
    .join(' ')
    .replace(/['’]s$/, '').length;
}

const isSentenceWord = (word: string) => /(?:ing|ed|ly)$/.test(word) && !FIRST_NAMES.has(word.toLowerCase());
const isLowerName = (words: readonly string[], index: number) => FIRST_NAMES.has(words[index - 1] ?? '');
