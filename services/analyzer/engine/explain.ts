import type { DecidingFact, Explanation, MatchedTerm, Span } from '../../../contracts/finding.ts';
import type { Bilingual } from '../../../contracts/vocabulary.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';

const FACT_NAMES: Readonly<Record<string, Bilingual>> = {
  party: { zh: '通话对象', en: 'party on the line' },
  identity: { zh: '身份核实', en: 'identity check' },
  localTime: { zh: '对方当地时间', en: 'local time of the person called' },
  startedLocal: { zh: '开始的当地时间', en: 'local start' },
  endedLocal: { zh: '结束的当地时间', en: 'local end' },
  zone: { zh: '时区', en: 'time zone' },
  allowed: { zh: '允许范围', en: 'allowed' },
  source: { zh: '依据', en: 'source' },
  contacts: { zh: '联系次数（含本次）', en: 'contacts, this one included' },
  window: { zh: '统计周期', en: 'window' },
  talkOn: { zh: '上次通话日期', en: 'last conversation on' },
  calledOn: { zh: '本次通话日期', en: 'called on' },
  quietDays: { zh: '间隔天数', en: 'quiet days' },
  balance: { zh: '账面欠款', en: 'balance' },
  amount: { zh: '所说金额', en: 'amount said' },
};

const FACT_VALUES: Readonly<Record<string, Bilingual>> = {
  unverified: { zh: '身份不明的人', en: 'somebody unverified' },
  debtor: { zh: '债务人', en: 'the debtor' },
  third_party: { zh: '第三人', en: 'a third party' },
  guarantor: { zh: '担保人', en: 'a guarantor' },
  co_borrower: { zh: '共同借款人', en: 'a co-borrower' },
  voicemail: { zh: '语音信箱', en: 'a voicemail box' },
  unknown: { zh: '未核实', en: 'not checked' },
  asked: { zh: '已询问、未答复', en: 'asked, not answered' },
  claimed: { zh: '自称、未核对', en: 'claimed, not checked' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  denied: { zh: '否认', en: 'denied' },
};

function tellFact(fact: DecidingFact, language: 'zh' | 'en'): string {
  const name = FACT_NAMES[fact.name]?.[language] ?? fact.name;
  const value = FACT_VALUES[String(fact.value)]?.[language] ?? String(fact.value);
  return language === 'zh' ? `${name}：${value}` : `${name}: ${value}`;
}

const quoted = (spans: readonly Span[], language: 'zh' | 'en') =>
  spans
    .map(({ quote }) => (language === 'zh' ? `“${quote}”` : `"${quote}"`))
    .join(language === 'zh' ? '、' : ', ');

/** Tells in plain words which rule spoke, what it matched, which facts decided and what its exceptions looked at. */
export function explain(
  linked: LinkedRule,
  told: {
    readonly branches: readonly string[];
    readonly matched: readonly MatchedTerm[];
    readonly facts: readonly DecidingFact[];
    readonly spans: readonly Span[];
    readonly turn: number | null;
    readonly missing?: readonly string[];
  },
): Explanation {
  const { rule } = linked;
  const exceptions = rule.exceptions.map(({ id, because }) => ({ id, because }));
  const words = [...new Set(told.matched.map(({ term }) => term))];
  const facts = (language: 'zh' | 'en') => told.facts.map((fact) => tellFact(fact, language));
  const zh = [
    `规则「${rule.title.zh}」（${rule.id} 第${rule.version}版）`,
    told.turn === null ? '针对整通电话' : `第 ${told.turn + 1} 句说 ${quoted(told.spans, 'zh')}`,
    ...(words.length > 0 ? [`命中：${words.join('、')}（${told.branches.join('、')}）`] : []),
    ...facts('zh'),
    ...(told.missing ? [`无法判定，缺少：${told.missing.join('、')}`] : []),
    ...(exceptions.length > 0
      ? [`已核对例外、均不适用：${exceptions.map(({ because }) => because.zh).join('；')}`]
      : []),
  ];
  const en = [
    `Rule "${rule.title.en}" (${rule.id} v${rule.version})`,
    told.turn === null ? 'about the whole call' : `turn ${told.turn + 1} says ${quoted(told.spans, 'en')}`,
    ...(words.length > 0 ? [`matched: ${words.join(', ')} (${told.branches.join(', ')})`] : []),
    ...facts('en'),
    ...(told.missing ? [`undecidable, missing: ${told.missing.join(', ')}`] : []),
    ...(exceptions.length > 0
      ? [`exceptions looked at, none applies: ${exceptions.map(({ because }) => because.en).join('; ')}`]
      : []),
  ];
  return {
    zh: `${zh.join('；')}。`,
    en: `${en.join('; ')}.`,
    branches: [...told.branches],
    matched: [...told.matched],
    facts: [...told.facts],
    exceptions,
  };
}
