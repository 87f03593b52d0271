import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callOf, findingsOf, ruleFile } from '../../../fixtures/lexicon.ts';

const ID = 'zh/threat/test';
const rules = (body: string) => ({ [`rules/${ID}.yaml`]: ruleFile(ID, body) });
const quotes = (body: string, lines: readonly (readonly [string, string])[], more = {}) =>
  findingsOf(rules(body), callOf(lines, more)).map(({ turn, spans }) => [
    turn,
    ...spans.map(({ quote }) => quote),
  ]);

describe('text matchers', () => {
  it('term: quotes the original text, traditional characters and spacing included', () => {
    const body = 'terms: { bad: { words: [去你单位] } }\nmatch: { any: [{ id: a, kind: term, of: bad }] }';
    assert.deepEqual(quotes(body, [['A', '明天去 妳 單位坐坐']]), [[0, '去 妳 單位']]);
    assert.deepEqual(quotes(body, [['B', '去你单位']]), [], 'said by the debtor');
  });

  it('sequence: in order, within the gap, within the clause', () => {
    const body = `terms: { who: { words: [你孩子] }, where: { words: [学校] } }
match: { any: [{ id: a, kind: sequence, of: [who, where], gap: 4, within: clause }] }`;
    assert.deepEqual(quotes(body, [['A', '我知道你孩子在哪个学校上学']]), [[0, '你孩子在哪个学校']]);
    assert.deepEqual(quotes(body, [['A', '学校里有你孩子']]), [], 'wrong order');
    assert.deepEqual(quotes(body, [['A', '你孩子最近成绩很好在学校']]), [], 'too far');
    assert.deepEqual(quotes(body, [['A', '你孩子好，学校见']]), [], 'another clause');
  });

  it('near: in any order', () => {
    const body = `terms: { who: { words: [你孩子] }, where: { words: [学校] } }
match: { any: [{ id: a, kind: near, of: [who, where], gap: 4, within: clause }] }`;
    assert.deepEqual(quotes(body, [['A', '学校里有你孩子']]), [[0, '学校里有你孩子']]);
  });

  it('an allow-list phrase keeps the word inside it silent', () => {
    const body = `terms: { curse: { words: [他妈], allow: [他妈妈] } }
match: { any: [{ id: a, kind: term, of: curse }] }`;
    assert.deepEqual(quotes(body, [['A', '他妈妈在家吗']]), []);
    assert.deepEqual(quotes(body, [['A', '你他妈还不还']]), [[0, '他妈']]);
  });

  it('choices in braces are spelled out', () => {
    const body =
      'terms: { go: { words: ["去{你|他}{家|单位}"] } }\nmatch: { any: [{ id: a, kind: term, of: go }] }';
    assert.deepEqual(quotes(body, [['A', '我去他单位']]), [[0, '去他单位']]);
  });

  it('columns: one word of each, directly behind one another, heard and quoted as one', () => {
    const body = `terms:
  move:
    words: [找上门]
    phrases:
      - - [派人, 带人]
        - ["{明天|}去", "{明天|}到"]
        - [你家, 他单位]
    allow: [派人去你家具城]
match: { any: [{ id: a, kind: term, of: move }] }`;
    assert.deepEqual(quotes(body, [['A', '我派人明天去你家，还带人到他单位']]), [
      [0, '派人明天去你家', '带人到他单位'],
    ]);
    assert.deepEqual(
      quotes(body, [['A', '呃我派 人，呃，去妳家']]),
      [[0, '派 人，呃，去妳家']],
      'as one word would',
    );
    assert.deepEqual(quotes(body, [['A', '我派人。去你家']]), [], 'no word runs over a sentence end');
    assert.deepEqual(quotes(body, [['A', '我派人再去你家']]), [], 'something between');
    assert.deepEqual(quotes(body, [['A', '去你家派人']]), [], 'wrong order');
    assert.deepEqual(quotes(body, [['A', '派人去你家具城送货']]), [], 'inside a harmless longer phrase');
  });

  it('columns of English words are whole words parted by one space', () => {
    const id = 'en/threat/test';
    const body = `terms: { lend: { phrases: [[[ask, call], ["{your|the} {own |}"], [mother, mum]]] } }
match: { any: [{ id: a, kind: term, of: lend }] }`;
    const found = (text: string) =>
      findingsOf(
        { [`rules/${id}.yaml`]: ruleFile(id, body) },
        callOf([['A', text]], { language: 'en-US' }),
      ).flatMap(({ spans }) => spans.map(({ quote }) => quote));
    assert.deepEqual(found('Why not ask your own mother?'), ['ask your own mother']);
    assert.deepEqual(found('Call the mum.'), ['Call the mum']);
    assert.deepEqual(found('I recall the mum; ask your motherland.'), []);
  });

  it('a phrase that runs over turns counts on the turn that completes it', () => {
    const body =
      'terms: { bad: { words: [叫人去你家坐着] } }\nmatch: { any: [{ id: a, kind: term, of: bad }] }';
    assert.deepEqual(
      quotes(body, [
        ['A', '我明天叫人去'],
        ['B', '嗯'],
        ['A', '你家坐着'],
      ]),
      [[2, '叫人去', '你家坐着']],
    );
  });
});

describe('matchers over turns', () => {
  it('reply: the pair is the breach', () => {
    const body = `terms: { asks: { words: [是不是欠钱] }, yes: { words: [没错] } }
match: { any: [{ id: a, kind: reply, to: { speaker: third_party, of: asks }, with: { speaker: collector, of: yes }, turns: 1 }] }`;
    assert.deepEqual(
      quotes(body, [
        ['C', '他是不是欠钱了'],
        ['A', '没错'],
      ]),
      [[1, '没错']],
    );
    assert.deepEqual(
      quotes(body, [
        ['C', '他是不是欠钱了'],
        ['A', '不方便说'],
        ['C', '哦'],
        ['A', '没错'],
      ]),
      [],
    );
  });

  it('unless_before: only before the check, only the first time', () => {
    const files = {
      ...rules(`terms: { debt: { words: [贷款] } }
match: { any: [{ id: a, kind: unless_before, of: debt, unless: [identity_confirmed] }] }`),
      'cues/zh.yaml':
        'language: zh\nversion: 1\nnote: { zh: 注, en: note }\ncues: { asks_identity: { words: [本人吗] }, affirms: { words: [是我] } }\n',
    };
    const turns = (lines: readonly (readonly [string, string])[]) =>
      findingsOf(files, callOf(lines)).map(({ turn }) => turn);
    assert.deepEqual(
      turns([
        ['A', '你的贷款'],
        ['B', '啊'],
        ['A', '贷款三万'],
      ]),
      [0],
    );
    assert.deepEqual(
      turns([
        ['A', '请问是本人吗'],
        ['B', '是我'],
        ['A', '你的贷款'],
      ]),
      [],
    );
  });

  it('absent: not said in the first turns', () => {
    const body = `terms: { intro: { words: [工号] } }
match: { any: [{ id: a, kind: absent, of: [intro], first_turns: 2 }] }`;
    assert.deepEqual(
      quotes(body, [
        ['A', '还钱'],
        ['B', '谁啊'],
        ['A', '少废话'],
        ['A', '我工号一零二'],
      ]),
      [[null]],
    );
    assert.deepEqual(
      quotes(body, [
        ['A', '我工号一零二'],
        ['B', '哦'],
      ]),
      [],
    );
  });

  it('repeat: the turn that makes it too often', () => {
    const body = `terms: { push: { words: [今天还] } }
match: { any: [{ id: a, kind: repeat, of: push, times: 3, turns: 10 }] }`;
    const say = (times: number) =>
      Array.from(
        { length: times },
        () =>
          [
            ['A', '今天还。'],
            ['B', '不行啊真的没有'],
          ] as const,
      ).flat();
    assert.deepEqual(quotes(body, say(2)), []);
    assert.deepEqual(quotes(body, say(3)), [[4, '今天还']]);
  });

  it('amount: above the balance, and undecidable without one', () => {
    const body = `terms: { pay: { words: [一共还] } }
match: { any: [{ id: a, kind: amount, of: [pay], gap: 4, within: clause, test: above_balance, tolerance: 0.01 }] }`;
    const debt = { caseId: 'c', currency: 'CNY', balance: 10_000 };
    assert.deepEqual(quotes(body, [['A', '一共还一万三']], { debt }), [[0, '一共还一万三']]);
    assert.deepEqual(quotes(body, [['A', '一共还一万块']], { debt }), []);
    const [finding] = findingsOf(rules(body), callOf([['A', '一共还一万三']]));
    assert.equal(finding?.outcome, 'undecidable');
    assert.deepEqual(finding?.missing, ['debt.balance']);
  });
});
