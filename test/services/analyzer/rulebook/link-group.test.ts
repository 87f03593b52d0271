import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lexicon, ruleFile } from '../../../fixtures/lexicon.ts';

const ID = 'zh/threat/test';
const match = 'match: { any: [{ id: a, kind: term, of: big }] }';
const column = (length: number, from: number) =>
  Array.from({ length }, (_, at) => `甲${String.fromCharCode(0x4e00 + from + at)}`);
const wordsOf = (words: readonly string[]) => `terms: { big: { words: ${JSON.stringify(words)} } }\n${match}`;

describe('the size of a group', () => {
  it('a group of too many spellings is refused, with its name, its line and the mend', () => {
    const choices = (from: number) => `{${column(20, from).join('|')}}`;
    const words = Array.from({ length: 11 }, (_, at) => `${choices(at * 40)}${choices(at * 40 + 20)}`);
    const { problems, rulebook } = lexicon({ [`rules/${ID}.yaml`]: ruleFile(ID, wordsOf(words)) });
    assert.equal(problems.length, 1);
    const [found] = problems;
    assert.equal(found?.code, 'spellings');
    assert.equal(found?.file, `rules/${ID}.yaml`);
    assert.match(found?.message.en ?? '', /group big comes to 4400 spellings.*phrases/);
    assert.match(found?.message.zh ?? '', /词组 big.*phrases/);
    assert.equal(rulebook.rules.length, 0);
  });

  it('the same words in columns are far from the limit', () => {
    const phrases = JSON.stringify([[column(200, 0), column(200, 300)]]);
    const body = `terms: { big: { phrases: ${phrases} } }\n${match}`;
    assert.deepEqual(lexicon({ [`rules/${ID}.yaml`]: ruleFile(ID, body) }).problems, []);
  });

  it('columns of a term list count for the rules that use it', () => {
    const list = `id: zh/visits
version: 1
note: { zh: 表, en: list }
entries: [{ t: 堵门 }]
phrases: [[[去, 到], [你家, 你单位]]]
`;
    const body = `terms: { big: { lexicon: zh/visits } }\n${match}`;
    const { rulebook, problems } = lexicon({
      'terms/zh/visits.yaml': list,
      [`rules/${ID}.yaml`]: ruleFile(ID, body),
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(rulebook.rules[0]?.groups.get('big')?.phrases, [
      [
        ['去', '到'],
        ['你家', '你单位'],
      ],
    ]);
  });
});
