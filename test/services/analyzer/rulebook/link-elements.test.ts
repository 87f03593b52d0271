import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadRulebook } from '../../../../services/analyzer/rulebook/load-rulebook.ts';

const load = (files: Readonly<Record<string, string>>) =>
  loadRulebook(new Map(Object.entries(files).map(([name, body]) => [`elements/zh/${name}.yaml`, body])));

const file = (name: string, body: string) =>
  `id: zh/${name}\nversion: 1\nnote: { zh: 用语, en: words }\n${body}`;

describe('words of the elements', () => {
  it('takes a group that bears the name of a sign for that sign', () => {
    const { rulebook, problems } = load({
      close: file('close', 'terms: { thanks: { words: [谢谢, 多谢] } }'),
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(rulebook.elements.get('zh')?.get('thanks')?.matches, [{ kind: 'term', of: 'thanks' }]);
  });

  it('complains of missing and unused groups and of a sign told twice, with file and line', () => {
    const { problems } = load({
      a: file('a', 'terms:\n  thanks: { words: [谢谢] }\n  spare: { words: [哈] }\n'),
      b: file('b', 'terms:\n  ta: { words: [多谢] }\nsigns:\n  thanks: [{ kind: term, of: nowhere }]\n'),
      c: file('c', 'terms:\n  ta: { words: [多谢] }\nsigns:\n  benefit: [{ kind: term, of: nowhere }]\n'),
    });
    assert.deepEqual(
      problems.map(({ file: path, line, message }) => `${path}:${line} ${message.en}`),
      [
        'elements/zh/a.yaml:6 group spare is used nowhere',
        'elements/zh/b.yaml:7 sign thanks stands in another file too',
        'elements/zh/b.yaml:5 group ta is used nowhere',
        'elements/zh/c.yaml:7 group nowhere is not defined under terms',
        'elements/zh/c.yaml:5 group ta is used nowhere',
      ],
    );
  });

  it('changes the hash of the rulebook with its words', () => {
    const one = load({ close: file('close', 'terms: { thanks: { words: [谢谢] } }') });
    const other = load({ close: file('close', 'terms: { thanks: { words: [谢谢, 多谢] } }') });
    assert.notEqual(one.rulebook.hash, other.rulebook.hash);
  });
});
