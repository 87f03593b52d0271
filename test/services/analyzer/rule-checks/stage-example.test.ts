import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rule } from '../../../../contracts/rule.ts';
import { createRuleBench } from '../../../../services/analyzer/rule-checks/rule-bench.ts';
import { type StagedExample, stageExample } from '../../../../services/analyzer/rule-checks/stage-example.ts';
import { loadRulebook } from '../../../../services/analyzer/rulebook/load-rulebook.ts';
import { goodLexicon } from './fixtures/good-lexicon.ts';

const said = { zh: '说明', en: 'a note' };

function ruleOf(change: Record<string, unknown> = {}, jurisdiction = 'CN'): Rule {
  return Rule.parse({
    id: 'zh/threat/example',
    version: 1,
    status: 'draft',
    category: 'threat',
    severity: 'minor',
    owner: 'team',
    title: said,
    description: said,
    authority: [
      {
        jurisdiction,
        cite: 'law',
        gist: said,
        in_force: { from: '2020-01-01' },
        checked: { how: 'read', on: '2026-01-01' },
      },
    ],
    terms: { bad: { words: ['去闹'] } },
    match: { any: [{ id: 'bad', kind: 'term', of: 'bad' }] },
    examples: { violating: ['[[去闹]]'], compliant: ['不去闹'] },
    ...change,
  });
}

function staged(example: unknown, rule: Rule): StagedExample {
  const staging = stageExample(example, rule);
  assert.ok(staging.ok, staging.ok ? '' : staging.message.en);
  return staging.staged;
}

const loaded = loadRulebook(goodLexicon());
/** Party and identity as the dialogue reader sees them when the example's first own turn is spoken. */
function heardAt(example: unknown, rule: Rule) {
  const own = staged(example, rule);
  const facts = createRuleBench([], loaded.rulebook).facts(own).turns[own.firstOwnTurn];
  return { party: facts?.party, identity: facts?.identity };
}

test('a sentence is said to a debtor who has confirmed who he is', () => {
  assert.deepEqual(heardAt('我要去闹', ruleOf()), { party: 'debtor', identity: 'confirmed' });
});

test('a sentence is said to the first party that the rule protects', () => {
  for (const party of ['third_party', 'guarantor', 'co_borrower', 'voicemail', 'unverified'] as const) {
    const rule = ruleOf({ applies_to: { listener: [party, 'debtor'] } });
    assert.equal(heardAt('我要去闹', rule).party, party);
  }
});

test('rules about the time before the identity check get a sentence from before it', () => {
  const before = ruleOf({
    applies_to: { listener: ['debtor'] },
    match: { any: [{ id: 'bad', kind: 'unless_before', of: 'bad', unless: ['identity_confirmed'] }] },
  });
  assert.deepEqual(heardAt('我要去闹', before), { party: 'debtor', identity: 'unknown' });
  const absent = ruleOf({ match: { any: [{ id: 'bad', kind: 'absent', of: ['bad'], first_turns: 2 }] } });
  assert.deepEqual(heardAt('您好', absent), { party: 'debtor', identity: 'unknown' });
});

test('a rule that listens to the debtor gets the sentence from the debtor', () => {
  const own = staged('我不想活了', ruleOf({ applies_to: { speaker: ['debtor'] } }));
  assert.equal(own.call.turns.at(-1)?.speaker, 'debtor');
});

test('a dialogue stands as it is written', () => {
  const own = staged([{ debtor: '喂？', collector: '我[[去闹]]。' }, { debtor: '你敢！' }], ruleOf());
  assert.deepEqual(
    own.call.turns.map(({ speaker, text }) => [speaker, text]),
    [
      ['debtor', '喂？'],
      ['collector', '我去闹。'],
      ['debtor', '你敢！'],
    ],
  );
  assert.deepEqual(own.marks, [{ turn: 1, start: 1, end: 3, quote: '去闹' }]);
  assert.equal(own.firstOwnTurn, 0);
});

test('facts of a call lie over the default call; null takes a fact away', () => {
  const own = staged(
    {
      call: { debt: { balance: 500 }, line: { recorded: false }, timeZone: null, turns: '我去闹' },
      history: [{ startedAt: '2026-11-02T10:00:00+08:00', effectiveContact: false }],
    },
    ruleOf(),
  );
  assert.equal(own.call.debt?.balance, 500);
  assert.equal(own.call.debt?.caseId, 'case-1');
  assert.equal(own.call.line?.recorded, false);
  assert.equal(own.call.line?.kind, 'company');
  assert.equal(own.call.timeZone, undefined);
  assert.equal(own.call.turns.at(-1)?.text, '我去闹');
  assert.partialDeepStrictEqual(own.history, [
    { startedAtMs: Date.parse('2026-11-02T10:00:00+08:00'), caseId: 'case-1', effectiveContact: false },
  ]);
});

test('the call plays where the rule’s language and law are at home', () => {
  const english = staged('hello', ruleOf({ id: 'en/threat/example' }, 'UK')).call;
  assert.deepEqual([english.language, english.timeZone], ['en-GB', 'Europe/London']);
  const state = staged('hello', ruleOf({ id: 'en/threat/example' }, 'US-MA')).call;
  assert.deepEqual([state.language, state.jurisdiction], ['en-US', 'US-MA']);
  assert.equal(staged('你好', ruleOf({}, 'HK')).call.timeZone, 'Asia/Hong_Kong');
  assert.equal(staged('hello', ruleOf({ id: 'en/threat/example' })).call.timeZone, 'America/Chicago');
});

test('what cannot be staged is refused in words', () => {
  for (const example of [
    '[[去闹',
    '去]]闹',
    '[[]]去闹',
    { call: { direction: 'sideways' } },
    { call: { turns: 3 } },
    7,
  ]) {
    assert.equal(stageExample(example, ruleOf()).ok, false, JSON.stringify(example));
  }
  const past = { call: {}, history: [{ startedAt: 'yesterday' }] };
  const refusal = stageExample(past, ruleOf());
  assert.match(refusal.ok ? '' : refusal.message.en, /history\.0\.startedAt/);
});
