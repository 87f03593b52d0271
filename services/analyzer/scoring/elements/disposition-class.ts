/** What a disposition code says became of the call. */
export type DispositionClass =
  | 'promise'
  | 'refused'
  | 'third_party'
  | 'wrong_number'
  | 'voicemail'
  | 'callback'
  | 'paid'
  | 'dispute'
  | 'hardship'
  | 'deceased'
  | 'no_promise';

/** Codes of the field, compared without case, spaces and dashes; the first that is part of the code counts. */
const CODES: readonly (readonly [DispositionClass, readonly string[]])[] = [
  ['no_promise', ['nopromise', 'noptp', '无承诺', '未承诺']],
  ['promise', ['ptp', 'promise', '承诺', '约定还款', '答应还款']],
  ['refused', ['refus', 'rtp', '拒绝', '拒还', '恶意']],
  ['third_party', ['thirdparty', 'tpc', 'leftword', '第三', '转告', '他人', '家属', '联系人']],
  ['wrong_number', ['wrong', '错号', '非本人', '空号', '易主', '换人']],
  ['voicemail', ['voicemail', 'noanswer', 'nocontact', 'vm', '留言', '未接', '无人接听', '语音信箱']],
  ['callback', ['callback', 'cb', '稍后', '回电', '再联系', '不方便']],
  ['deceased', ['deceased', 'dead', '死亡', '去世', '身故']],
  ['paid', ['paid', 'claimspaid', '已还', '已结清', '称已还']],
  ['dispute', ['dispute', 'fraud', '争议', '异议', '冒名', '投诉']],
  ['hardship', ['hardship', '困难', '协商', '减免', '分期申请']],
];

/** The class of a disposition code, or null where the code is none that is known. */
export function classOfDisposition(code: string): DispositionClass | null {
  const plain = code.toLowerCase().replace(/[\s_-]/g, '');
  return CODES.find(([, parts]) => parts.some((part) => plain.includes(part)))?.[0] ?? null;
}
