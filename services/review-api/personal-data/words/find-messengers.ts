import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';

const AFTER_CUE =
  /(?:微信|薇信|威信|v信|wechat|weixin)(?: ?(?:号码?|id|账号|搜一?下?|加|同号|handle|name))?(?:[ ,，:：]|就?是|为|叫|我的?|is|it's)*([a-z][a-z0-9_-]{5,19})(?![a-z0-9_@.-])/g;
/** Spelled out: w x 幺 二 三 … */
const SPELLED =
  /(?:微信|薇信|威信|v信|wechat)(?: ?(?:号码?|id))?(?:[ ,，:：]|就?是|为|叫|is)*((?:[a-z0-9零一二三四五六七八九幺][ ,]){5,20}[a-z0-9零一二三四五六七八九幺])(?![a-z])/g;
const LOOKS_CHOSEN = /[0-9_-]/;
const ENGLISH_WORD_LENGTH = 6;

/** WeChat ids after their name; QQ numbers are found with the numbers. A plain English word is no id. */
export function findMessengers({ folded }: Pick<HeardText, 'folded'>): FoundData[] {
  return [AFTER_CUE, SPELLED].flatMap((pattern) =>
    [...folded.matchAll(pattern)].flatMap(({ 0: all, 1: id = '', index }) => {
      const end = index + all.length;
      const isWord = !LOOKS_CHOSEN.test(id) && (id.length <= ENGLISH_WORD_LENGTH || /[a-z] [a-z]/.test(all));
      return isWord && pattern === AFTER_CUE
        ? []
        : [{ kind: 'messenger' as const, start: end - id.length, end }];
    }),
  );
}
