import type { Category } from '../../../contracts/vocabulary.ts';

const WORDS = {
  zh: {
    jurisdiction: 'CN',
    violating: '那我们明天就[[到您单位去闹]]。',
    compliant: '我不会到您单位，您放心。',
    actors: '["{到|上}您单位", "{到|上}您家"]',
    acts: '[去闹, 去堵门]',
  },
  en: {
    jurisdiction: 'US',
    violating: "Then we'll come to [[your office and make a scene]].",
    compliant: 'What time do you leave your office, so that I can call back?',
    actors: '["your {office|house}"]',
    acts: '["make a scene", "block the door"]',
  },
} as const;

/** The text of a new rule: valid as it stands, every place to fill in says how. */
export function draftRule(lang: 'zh' | 'en', category: Category, id: string): string {
  const words = WORDS[lang];
  return `# yaml-language-server: $schema=../../../schema/rule.schema.json
id: ${id}   # equals the path below rules/; never changes after the first release
version: 1
status: draft          # 起草 draft → 试运行 shadow (measured, not shown) → 启用 active → 停用 retired
# outcome: suspected   # for a sign that is worth a look but is no breach by itself
category: ${category}
severity: serious      # redline 红线 | serious 严重 | minor 轻微
owner: conduct-team
title:
  zh: 规则名称
  en: Name of the rule
description:
  zh: 一两句话：谁对谁做了什么算违规。
  en: One or two sentences, who does what to whom.
blind_spots:
  zh: 这条规则看不到什么。
  en: What this rule does not see.
authority:             # 依据；at least one must be read or secondary before the rule may be active
  - jurisdiction: ${words.jurisdiction}
    cite: 法规名称和条款 / name and article
    gist: { zh: 一句话要点, en: the point in one line }
    in_force: { from: 2020-01-01 }            # a call is judged by the law of its own date
    checked: { how: unread, on: 2026-01-01 }  # read 读过原文 | secondary 有可靠转述 | unread 尚未核实
applies_to:
  speaker: [collector]
  # listener: [debtor, guarantor]             # leave out: said to anybody
terms:                 # {a|b|} stands for each spelling in turn; shared lists: { lexicon: ${lang}/… }
  place: { words: ${words.actors} }
  act: { words: ${words.acts} }
match:
  any:                 # kinds: term, sequence, near, reply, unless_before, absent, repeat, amount, call
    - { id: place-act, kind: sequence, of: [place, act], gap: ${lang === 'zh' ? 6 : 12}, within: clause }
guards: []             # for example [${lang}/negation]: then add a compliant example that needs it
examples:              # these are the tests: callwarden rules test ${id}
  violating:           # [[…]] marks the exact quote; every branch needs one
    - ${JSON.stringify(words.violating)}
  compliant:           # near misses: they hold a word of the rule and are lawful
    - ${JSON.stringify(words.compliant)}
  known_misses: []     # breaches that the rule should see and does not yet
`;
}
