import { pinyin } from 'pinyin-pro';

/** Characters whose second reading is common in speech; every other character keeps its most frequent reading only. */
const COMMON_DOUBLES =
  '还行长重了得着都地的差调乐和会种传单藏降朝曾参仇处斗度恶发缝干更给冠号横划华几假间见将教觉角劲卷看壳空量落没蒙模难宁弄铺强切曲任塞散丧色扫少舍省盛什食似宿提挑帖通同吐为系相校血要应与载扎炸占涨着折正中转钻作数只约攒粘尽率绿咽薄剥背奔绷便膀泊查车称冲臭畜当倒的钉';

const syllable = (reading: string) => reading.replaceAll('ü', 'v');

/** Lines of `syllable:characters`: first the most frequent reading of each character, then the second readings. */
export const computePinyinData = (
  isFolded: (letter: string) => boolean,
): { first: string; second: string } => {
  const first = new Map<string, string>();
  const second = new Map<string, string>();
  const add = (to: Map<string, string>, reading: string, letter: string) =>
    to.set(reading, (to.get(reading) ?? '') + letter);
  for (let unit = 0x4e00; unit <= 0x9fa5; unit += 1) {
    const letter = String.fromCharCode(unit);
    if (!isFolded(letter)) continue;
    const readings = pinyin(letter, { toneType: 'none', type: 'array', multiple: true }).map(syllable);
    const known = [...new Set(readings)].filter((reading) => /^[a-zê]+$/.test(reading));
    const [main, other] = known;
    if (main === undefined) continue;
    add(first, main, letter);
    if (other !== undefined && COMMON_DOUBLES.includes(letter)) add(second, other, letter);
  }
  const lines = (of: Map<string, string>) =>
    [...of]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reading, letters]) => `${reading}:${letters}`)
      .join('\n');
  return { first: lines(first), second: lines(second) };
};
