/** What a number is said to be by the words before it. */
export type NumberCue =
  | 'phone'
  | 'national_id'
  | 'bank_card'
  | 'qq'
  | 'wechat'
  | 'ssn'
  | 'postcode'
  /** Orders, contracts, cases, accounts: numbers of things, not of people. */
  | 'thing'
  | null;

const CUES: readonly (readonly [Exclude<NumberCue, null>, string])[] = [
  ['thing', '订单|单号|流水|合同|案号|案件|编号|工号|快递|代码|账单号|取件|验证码|分机'],
  [
    'thing',
    '(?:account|reference|ref|case|order|invoice|policy|confirmation|tracking|claim|file|loan|ticket|routing|extension|badge|operator|agent)(?: (?:number|no|id))?',
  ],
  ['national_id', '身份证|证件'],
  ['bank_card', '卡号|银行卡|储蓄卡|信用卡|借记卡|(?:credit |debit )?card(?: number)?|visa|mastercard|amex'],
  ['qq', 'qq|扣扣|企鹅|加q'],
  ['wechat', '微信|薇信|威信|v信|wechat'],
  ['ssn', '(?:social security|ssn|social|national insurance)(?: number)?'],
  ['postcode', '邮编|邮政编码|zip|post ?code'],
  [
    'phone',
    '电话|手机|座机|固话|号码|联系方式|新号|换号|拨|打给|打我|phone|cell|mobile|number|call|reach|ring|text|dial|landline',
  ],
];
const CUE = new RegExp(CUES.map(([, words]) => `(${words})`).join('|'), 'g');
const REACH = 48;

/** The nearest cue before `start`, the other side's question included. */
export function cueBefore(folded: string, start: number): NumberCue {
  let cue: NumberCue = null;
  for (const match of folded.slice(Math.max(0, start - REACH), start).matchAll(CUE))
    cue = CUES[match.slice(1).findIndex((group) => group !== undefined)]?.[0] ?? null;
  return cue;
}
