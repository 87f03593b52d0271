import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';

const DIGIT_ZH = '零〇一二三四五六七八九幺';
const CHINESE = new RegExp(
  `[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][a-hj-z][·•. -]?(?:[a-hj-np-z0-9${DIGIT_ZH}] ?){4,5}[a-hj-np-z0-9${DIGIT_ZH}挂学警港澳](?![a-z0-9])`,
  'g',
);
const AFTER_CUE =
  /(?:licen[cs]e plate|number plate|plate(?: number)?|registration|tag)(?: is|'s)? ?:? ?([a-z0-9]{2,4}[ -]?[a-z0-9]{3,5})(?![a-z0-9])/g;
const HAS_DIGIT = new RegExp(`[0-9${DIGIT_ZH}]`, 'g');
const FEWEST_DIGITS = 2;

/** Vehicle plates: Chinese ones by their form, new-energy ones too; others after "license plate", "registration". */
export function findPlates({ folded }: Pick<HeardText, 'folded'>): FoundData[] {
  const chinese = [...folded.matchAll(CHINESE)].map(({ 0: plate, index }) => ({ plate, start: index }));
  const named = [...folded.matchAll(AFTER_CUE)].map(({ 0: all, 1: plate = '', index }) => ({
    plate,
    start: index + all.length - plate.length,
  }));
  return [...chinese, ...named]
    .filter(({ plate }) => (plate.match(HAS_DIGIT)?.length ?? 0) >= FEWEST_DIGITS)
    .map(({ plate, start }) => ({ kind: 'plate' as const, start, end: start + plate.length }));
}
