/**
 * Characters that stand for one another in transcripts and that no converter folds. Both the text and the terms are folded, so
 * a fold costs nothing but the difference between its members; each line is a choice and says what it gives up.
 * Not folded on purpose: 得/的/地 (得 is also "must": 你得还), 吗/嘛, 那/哪, 份/分, 俩 (two people).
 */
export const VARIANTS: ReadonlyArray<readonly [to: string, from: string]> = [
  // Third person: recognisers cannot hear the difference; 佢 is the Cantonese one.
  ['他', '她它牠祂佢'],
  // Second person: rules nearly always want polite and plain form alike; 恁 (Henan) and 侬 (Wu) are the same word.
  ['你', '您妳祢恁侬'],
  ['我', '俺'],
  ['二', '两'],
  ['零', '〇○'],
  ['账', '帐'],
  ['像', '象'],
  ['做', '作'],
  ['着', '著'],
  ['借', '藉'],
  ['什', '甚'],
  // Every apostrophe a keyboard or a recogniser may write.
  ["'", '’‘ʼ´`′'],
];
