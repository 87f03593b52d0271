import type { Bilingual } from '../../../contracts/vocabulary.ts';
import { createEngine } from '../engine/engine.ts';
import { rulebookOf } from '../rulebook/load-rulebook.ts';
import type { LinkedRule, Rulebook } from '../rulebook/rulebook.ts';
import type { RuleBench } from './rule-bench.ts';
import type { StagedExample } from './stage-example.ts';

/** Tells why a rule says nothing about an example, in words that name the part to look at. */
export type WhySilent = (linked: LinkedRule, staged: StagedExample) => Bilingual;

interface Part {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly without: (linked: LinkedRule) => LinkedRule;
}

const withRule = (linked: LinkedRule, change: Partial<LinkedRule['rule']>): LinkedRule => ({
  ...linked,
  rule: { ...linked.rule, ...change },
});

const withScope = (linked: LinkedRule, change: Partial<LinkedRule['rule']['applies_to']>): LinkedRule =>
  withRule(linked, { applies_to: { ...linked.rule.applies_to, ...change } });

const PARTS: readonly Part[] = [
  {
    name: 'listener',
    zh: '听话人不在 applies_to.listener 里',
    en: 'the listener is not in applies_to.listener',
    without: (linked) => {
      const { listener: _listener, ...scope } = linked.rule.applies_to;
      return withRule(linked, { applies_to: scope });
    },
  },
  {
    name: 'when',
    zh: '对话状态不符合 when',
    en: 'the dialogue does not meet `when`',
    without: (linked) =>
      withRule(linked, {
        match: { any: linked.rule.match.any.map(({ when: _when, ...branch }) => branch) },
      }),
  },
  {
    name: 'speaker',
    zh: '说话人不在 applies_to.speaker 里',
    en: 'the speaker is not in applies_to.speaker',
    without: (linked) => withScope(linked, { speaker: ['collector', 'debtor', 'third_party'] }),
  },
  {
    name: 'channel',
    zh: '渠道、方向或法域不在 applies_to 里',
    en: 'channel, direction or jurisdiction is not in applies_to',
    without: (linked) => {
      const { directions: _directions, jurisdictions: _jurisdictions, ...scope } = linked.rule.applies_to;
      return withRule(linked, { applies_to: { ...scope, channels: ['voice', 'voicemail', 'chat'] } });
    },
  },
  {
    name: 'reach',
    zh: '词都在，但间隔超过 gap 或跨过了 within',
    en: 'the words are there, but further apart than gap, or across the limit of within',
    without: (linked) =>
      withRule(linked, {
        match: {
          any: linked.rule.match.any.map((branch) =>
            branch.kind === 'sequence' || branch.kind === 'near'
              ? { ...branch, gap: 60, within: 'turn' as const }
              : branch,
          ),
        },
      }),
  },
];

/** Tries the rule without each of its conditions in turn; the one that lets it speak is the cause. */
export function createWhySilent(
  base: Pick<Rulebook, 'parameters' | 'cues'>,
  heard: RuleBench['heard'],
): WhySilent {
  return (linked, staged) => {
    const parts = [
      ...PARTS,
      ...linked.guards.map(({ guard }) => ({
        name: `guard ${guard.id}`,
        zh: `语气护栏 ${guard.id} 挡住了`,
        en: `guard ${guard.id} holds it back`,
        without: (from: LinkedRule) => ({
          ...from,
          guards: from.guards.filter((other) => other.guard.id !== guard.id),
        }),
      })),
      ...linked.rule.exceptions.map(({ id }) => ({
        name: `exception ${id}`,
        zh: `例外 ${id} 挡住了`,
        en: `exception ${id} excuses it`,
        without: (from: LinkedRule) =>
          withRule(from, { exceptions: from.rule.exceptions.filter((other) => other.id !== id) }),
      })),
    ];
    const variants = parts.map((part) => withRule(part.without(linked), { id: part.name }));
    const engine = createEngine(rulebookOf(variants, base.parameters, base.cues));
    const speaking = new Set(
      engine({ call: staged.call, history: staged.history }).findings.map(({ ruleId }) => ruleId),
    );
    const causes = parts.filter(({ name }) => speaking.has(name));
    const party = partiesOf(engine({ call: staged.call, history: staged.history }).facts.turns.at(-1));
    if (causes.length > 0)
      return {
        zh: `原因：${causes.map(({ zh }) => zh).join('；')}（${party.zh}）`,
        en: `Because ${causes.map(({ en }) => en).join('; ')} (${party.en}).`,
      };
    const groups = heard(linked, staged);
    const missing = [...linked.groups.keys()].filter((name) => !groups.has(name));
    return {
      zh: `听到的词组：${[...groups].join('、') || '无'}；没听到：${missing.join('、') || '无'}（${party.zh}）`,
      en: `Heard groups: ${[...groups].join(', ') || 'none'}; not heard: ${missing.join(', ') || 'none'} (${party.en}).`,
    };
  };
}

const partiesOf = (facts: { party: string; identity: string } | undefined): Bilingual => ({
  zh: `最后一句时：对象 ${facts?.party ?? '不明'}，身份 ${facts?.identity ?? '不明'}`,
  en: `at the last turn: party ${facts?.party ?? 'unknown'}, identity ${facts?.identity ?? 'unknown'}`,
});
