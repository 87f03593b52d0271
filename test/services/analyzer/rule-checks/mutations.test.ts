import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRules } from '../../../../services/analyzer/rule-checks/check-rules.ts';
import { loadRulebook } from '../../../../services/analyzer/rulebook/load-rulebook.ts';
import { damage, goodLexicon, HOURS, LIST, relock, TOLD } from './fixtures/good-lexicon.ts';

type Files = Map<string, string>;

/** Takes out everything between two lines, the first included. */
const cut = (from: string, to: string) => (files: Files) => {
  const text = files.get(TOLD) ?? '';
  files.set(TOLD, text.slice(0, text.indexOf(from)) + text.slice(text.indexOf(to)));
};

const swap =
  (from: string, to: string, path = TOLD) =>
  (files: Files) =>
    damage(files, path, from, to);

const check = (files: Files) => checkRules({ files, loaded: loadRulebook(files) }).problems;
const codesOf = (files: Files) => [...new Set(check(files).map(({ code }) => code))].sort();

test('nothing is wrong with the undamaged lexicon', () => {
  assert.deepEqual(check(goodLexicon()), []);
});

/** Damage to the rule itself, with the lock written anew: the examples must notice. */
const DAMAGES: readonly (readonly [name: string, hurt: (files: Files) => void, code: string])[] = [
  ['a misspelt key', swap('gap: 8, within: clause }', 'gapp: 8, within: clause }'), 'schema'],
  ['a misspelt matcher', swap('kind: reply', 'kind: repply'), 'schema'],
  [
    'an id that is not the path',
    swap('id: zh/third-party-disclosure/told-debt', 'id: zh/third-party-disclosure/told'),
    'id',
  ],
  ['an undefined group', swap('of: [relation, arrears], gap: 8', 'of: [relative, arrears], gap: 8'), 'group'],
  ['a group that nothing uses', swap('terms:\n', 'terms:\n  spare: { words: [多余] }\n'), 'unused'],
  ['a list that is not there', swap('lexicon: zh/arrears', 'lexicon: zh/arears'), 'lexicon'],
  ['a guard that is not there', swap('guards: [zh/policy]', 'guards: [zh/polcy]'), 'guard'],
  ['a spelling whose braces do not pair', swap('您儿子, 你同事', '"您{儿|女", 你同事'), 'word'],
  [
    'a wrong quote',
    swap('阿姨，[[您儿子信用卡逾期]]三万多。', '阿姨，您儿子[[信用卡逾期]]三万多。'),
    'quote',
  ],
  ['no quote', swap('阿姨，[[您儿子信用卡逾期]]三万多。', '阿姨，您儿子信用卡逾期三万多。'), 'quote'],
  ['marks that do not pair', swap('他[[贷款已经拖欠]]两期了。', '他[[贷款已经拖欠两期了。'), 'example'],
  [
    'two breaches in one example',
    swap(
      '他[[贷款已经拖欠]]两期了。',
      '他[[贷款已经拖欠]]两期了。\n    - - collector: "[[您爱人逾期]]了。"\n      - third_party: 什么？您慢慢说好不好。\n      - collector: "[[您爱人拖欠]]了。"',
    ),
    'caught-twice',
  ],
  ['a word taken out of the rule', swap('[您儿子, 你同事, 您爱人]', '[你同事, 您爱人]'), 'quote'],
  ['a gap widened', swap('gap: 8, within: clause }', 'gap: 20, within: clause }'), 'false-alarm'],
  [
    'a clause widened to a sentence',
    swap('gap: 8, within: clause }', 'gap: 8, within: sentence }'),
    'false-alarm',
  ],
  ['a gap narrowed', swap('gap: 4, within: clause }', 'gap: 1, within: clause }'), 'not-caught'],
  [
    'the listener widened',
    swap('[third_party, unverified]', '[third_party, unverified, debtor]'),
    'false-alarm',
  ],
  ['the listener narrowed', swap('[third_party, unverified]', '[unverified]'), 'not-caught'],
  ['a guard taken away', swap('guards: [zh/policy]', 'guards: []'), 'false-alarm'],
  ['a guard without an example', swap('    - 按规定贷款逾期会报送征信。\n', ''), 'guard-unproven'],
  ['a compliant example that is tame', swap('我不能告诉您他有没有贷款逾期。', '今天天气不错。'), 'tame'],
  [
    'a branch without an example',
    swap('    - - third_party: 他是不是欠钱了？\n      - collector: "[[没错]]，您让他赶紧处理。"\n', ''),
    'branch-unshown',
  ],
  ['an exception taken away', cut('exceptions:', 'examples:'), 'unused'],
  [
    'an exception taken away, with its words',
    (files) => {
      cut('exceptions:', 'examples:')(files);
      damage(files, TOLD, '  withhold: { words: [不方便透露, 不能告诉] }\n', '');
    },
    'false-alarm',
  ],
  [
    'an exception that excuses too little',
    swap('of: [withhold, arrears]\n    gap: 8', 'of: [withhold, arrears]\n    gap: 2'),
    'not-excused',
  ],
  [
    'an exception whose example needs no excuse',
    swap('我不方便透露他有没有贷款逾期。', '我不方便透露他有没有逾期。'),
    'exception-idle',
  ],
  [
    'an exception widened from clause to sentence',
    swap('    within: clause\n', '    within: sentence\n'),
    'not-caught',
  ],
  [
    'a still_caught example that does not tempt',
    swap('本来不方便透露，[[您儿子', '本来不想说，[[您儿子'),
    'not-tempted',
  ],
  ['a known miss that is caught', swap('您儿子在外面的事您心里有数就行。', '您儿子逾期了。'), 'miss-caught'],
  ['an active rule on unread law', swap('how: read', 'how: unread'), 'citation'],
  [
    'replacing a rule that is not retired',
    swap('owner: conduct-team', 'owner: conduct-team\nreplaces: zh/threat/gone'),
    'replaces',
  ],
  [
    'the id of a retired rule',
    swap(
      'retired: []',
      'retired:\n  - { id: any/off-hours/late, version: 3, on: 2026-01-01, because: { zh: 旧, en: old } }',
      'retired.yaml',
    ),
    'retired',
  ],
  ['a broken list of retired rules', swap('retired: []', 'retire: []', 'retired.yaml'), 'schema'],
  [
    'a call that is far from every breach',
    swap(
      'direction: inbound }',
      'direction: inbound, line: { recorded: false }, timeZone: Asia/Taipei }',
      HOURS,
    ),
    'tame',
  ],
  [
    'a lawful hour among the breaches',
    swap(
      '- call: { startedAt: "2026-03-02T22:14:00+08:00" }',
      '- call: { startedAt: "2026-03-02T12:14:00+08:00" }',
      HOURS,
    ),
    'not-caught',
  ],
  [
    'a breach that cannot be decided',
    swap(
      '- call: { startedAt: "2026-03-02T22:14:00+08:00" }',
      '- call: { startedAt: "2026-03-02T22:14:00+08:00" }\n    - call: { startedAt: "2026-03-02T22:14:00-06:00", timeZone: null, language: en-US }',
      HOURS,
    ),
    'undecidable',
  ],
  ['a fact that no call has', swap('direction: inbound }', 'direction: sideways }', HOURS), 'example'],
  [
    'a JSON Schema that is out of date',
    (files) => void files.set('schema/rule.schema.json', '{}'),
    'schema-stale',
  ],
  [
    'a corpus line that is no call',
    (files) => void files.set('corpora/x.jsonl', '{"callId":"x"}\n'),
    'corpus',
  ],
];

for (const [name, hurt, code] of DAMAGES) {
  test(`${name} is caught as ${code}`, () => {
    const files = goodLexicon();
    hurt(files);
    const codes = codesOf(relock(files));
    assert.ok(codes.includes(code), `caught as ${codes.join(', ') || 'nothing'}`);
  });
}

/** Damage that the lock or the committed report must notice, so neither is written anew. */
const UNLOCKED: readonly (readonly [name: string, hurt: (files: Files) => void, codes: readonly string[]])[] =
  [
    [
      'logic changed, version not raised',
      swap('[没错, 确实是]', '[没错, 确实是, 您说对了]'),
      ['lock-version'],
    ],
    ['severity changed, version not raised', swap('severity: redline', 'severity: minor'), ['lock-version']],
    [
      'a word added to a shared list',
      swap('- { t: 拖欠 }', '- { t: 拖欠 }\n  - { t: 赊账 }', LIST),
      ['list-changed', 'lock-version'],
    ],
    ['a version raised but not locked', swap('version: 1', 'version: 2'), ['lock-stale']],
    ['a version that skips', swap('version: 1', 'version: 3'), ['lock-version']],
    [
      'a rule promoted without a new lock',
      swap('status: shadow', 'status: active', HOURS),
      ['lock-stale', 'promoted'],
    ],
    ['a rule deleted', (files) => void files.delete(HOURS), ['false-alarms-stale', 'lock-gone']],
    ['no lock', (files) => void files.delete('lock.json'), ['lock']],
    ['no report of false alarms', (files) => void files.delete('false-alarms.json'), ['false-alarms']],
    [
      'a list that flags clean calls',
      swap('- { t: 拖欠 }', '- { t: 拖欠 }\n  - { t: 快递 }', LIST),
      ['false-alarms', 'list-changed', 'lock-version'],
    ],
  ];

for (const [name, hurt, codes] of UNLOCKED) {
  test(`${name} is caught as ${codes.join(' and ')}`, () => {
    const files = goodLexicon();
    hurt(files);
    assert.deepEqual(codesOf(files), codes);
  });
}

test('prose, examples and comments may change without a new version', () => {
  const files = goodLexicon();
  damage(files, TOLD, 'en: Debt disclosed to a third party', 'en: Debt told to a third party');
  damage(files, TOLD, '他[[贷款已经拖欠]]两期了。', '他[[贷款已经拖欠]]三期了。');
  damage(files, LIST, 'en: a note', 'en: another note');
  assert.deepEqual(check(files), []);
});
