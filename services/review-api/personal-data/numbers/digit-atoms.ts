/** One digit or the digits that one word stands for, at `[start, end)` of a folded text. */
export interface DigitAtom {
  readonly start: number;
  readonly end: number;
  /** 0–9; the check letter of an identity number as `x`. */
  readonly digits: string;
  readonly form: 'written' | 'chinese' | 'english';
}

const SPOKEN_ZH = '零一二三四五六七八九';
const MORE_ZH: ReadonlyMap<string, string> = new Map([
  ['幺', '1'],
  ['〇', '0'],
  ['洞', '0'],
  ['拐', '7'],
]);
const ONES: ReadonlyMap<string, string> = new Map(
  'zero one two three four five six seven eight nine'
    .split(' ')
    .map((word, index) => [word, String(index)] as const)
    .concat([['oh', '0']]),
);
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const TIMES: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
]);

/**
 * Amounts first, so that they are no digits: with a currency before, thousands apart, decimals; Chinese numerals with
 * 十百千万 likewise. What is left are digits, Chinese numerals and words.
 */
const TOKEN =
  /[$¥£€] ?\d[\d,.]{0,20}|(?<!\d)\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,2})?(?!\d)|(?<![\d.])\d{1,12}\.\d{1,2}(?![\d.])|\d|[零〇一二三四五六七八九幺洞拐十百千万亿]+|叉|[a-z]+/g;
const IS_AMOUNT = /^[$¥£€]|[,.]|[十百千万亿]/;
/** What may stand between two digits of one number. */
const JOINED =
  /^(?:[\s,，.、。…()（）·*+–—~-]|呃|嗯|啊|哦|额|那个|然后|就是|杠|横杠|uh|um|er|erm|ah|dash|hyphen)*$/;
const LONGEST_GAP = 24;

export const isTight = (before: DigitAtom, after: DigitAtom) => before.end === after.start;

/** Runs of digits that may be one number: neighbours stand together or apart by separators and hesitation only. */
export function digitRuns(folded: string): DigitAtom[][] {
  const runs: DigitAtom[][] = [];
  let run: DigitAtom[] = [];
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  const tokens = [...folded.matchAll(TOKEN)].map(({ 0: token, index }) => ({ token, index }));
  for (let at = 0; at < tokens.length; at += 1) {
    const { token, index } = tokens[at] ?? { token: '', index: 0 };
    const heard = IS_AMOUNT.test(token) ? null : hear(token, index, tokens[at + 1], run.length > 0);
    const last = run.at(-1);
    const first = heard?.[0];
    if (last !== undefined && (first === undefined || !goesOn(folded, last, first))) {
      // Hesitation in words ("uh") is looked at with the next digit, as part of the gap.
      if (first === undefined && isHesitation(token)) continue;
      close();
    }
    if (heard === null || first === undefined) continue;
    for (const atom of heard) run.push(atom);
    const end = heard.at(-1)?.end ?? 0;
    while ((tokens[at + 1]?.index ?? Number.POSITIVE_INFINITY) < end) at += 1;
  }
  close();
  return runs;
}

const isHesitation = (token: string) => JOINED.test(token);

function goesOn(folded: string, last: DigitAtom, first: DigitAtom): boolean {
  const gap = first.start - last.end;
  if (gap === 0) return true;
  const between = folded.slice(last.end, first.start);
  const isNewSentence = first.form === 'english' && /^[.!?] /.test(between);
  return gap <= LONGEST_GAP && !isNewSentence && JOINED.test(between);
}

interface Token {
  readonly token: string;
  readonly index: number;
}

function hear(token: string, start: number, next: Token | undefined, inRun: boolean): DigitAtom[] | null {
  const first = token.charCodeAt(0);
  const end = start + token.length;
  if (first >= 0x30 && first <= 0x39) return [{ start, end, digits: token, form: 'written' }];
  if (token === 'x' || token === '叉') return inRun ? [{ start, end, digits: 'x', form: 'written' }] : null;
  if (first > 0x7f)
    return [...token].map((character, index) => ({
      start: start + index,
      end: start + index + 1,
      digits: MORE_ZH.get(character) ?? String(SPOKEN_ZH.indexOf(character)),
      form: 'chinese' as const,
    }));
  return hearWord(token, start, next);
}

function hearWord(word: string, start: number, next: Token | undefined): DigitAtom[] | null {
  const end = start + word.length;
  const nextEnd = next === undefined ? end : next.index + next.token.length;
  const isNear = next !== undefined && next.index - end <= 1;
  const one = ONES.get(word);
  const atom = (digits: string, until: number): DigitAtom[] => [
    { start, end: until, digits, form: 'english' },
  ];
  if (one !== undefined)
    return isNear && next.token === 'hundred' ? atom(`${one}00`, nextEnd) : atom(one, end);
  const following = isNear ? ONES.get(next.token) : undefined;
  const times = TIMES.get(word);
  if (times !== undefined) return following === undefined ? null : atom(following.repeat(times), nextEnd);
  if (TEENS.includes(word)) return atom(String(TEENS.indexOf(word) + 10), end);
  const ten = TENS.indexOf(word);
  if (ten < 0) return null;
  const hasOne = following !== undefined && following !== '0';
  return atom(`${ten + 2}${hasOne ? following : '0'}`, hasOne ? nextEnd : end);
}
