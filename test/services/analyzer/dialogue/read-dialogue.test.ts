import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCallAnalysis } from '../../../../services/analyzer/analyse-call.ts';
import { readLexicons } from '../../../../services/analyzer/read-lexicons.ts';
import { loadRulebook } from '../../../../services/analyzer/rulebook/load-rulebook.ts';
import { callOf } from '../../../fixtures/lexicon.ts';

const { rulebook } = loadRulebook(await readLexicons('lexicons'));
const analyse = createCallAnalysis(rulebook);
const facts = (lines: readonly (readonly [string, string])[], more = {}) =>
  analyse(callOf(lines, more), []).facts;
const identities = (lines: readonly (readonly [string, string])[], more = {}) =>
  facts(lines, more).turns.map(({ identity }) => identity);
const parties = (lines: readonly (readonly [string, string])[], more = {}) =>
  facts(lines, more).turns.map(({ party }) => party);

describe('who is on the line', () => {
  it('the full name and an answer confirm; a bare "yes?" does not', () => {
    assert.equal(
      identities([
        ['A', '请问是王伟本人吗'],
        ['B', '是我，你说'],
        ['A', '好的'],
      ]).at(-1),
      'confirmed',
    );
    assert.notEqual(
      identities([
        ['A', '喂你好'],
        ['B', '喂'],
        ['A', '好的'],
      ]).at(-1),
      'confirmed',
    );
  });

  it('last digits given back confirm', () => {
    assert.equal(
      identities([
        ['A', '麻烦报一下身份证后四位'],
        ['B', '三七一五'],
        ['A', '好的'],
      ]).at(-1),
      'confirmed',
    );
  });

  it('a handover starts the check anew', () => {
    const lines = [
      ['A', '请问王伟在吗'],
      ['C', '我是他妈，我叫他来'],
      ['B', '喂'],
      ['A', '你的事情'],
    ] as const;
    assert.deepEqual(parties(lines), ['third_party', 'third_party', 'debtor', 'debtor']);
    assert.equal(identities(lines).at(-1), 'unknown');
    assert.ok(facts(lines).events.some(({ kind, turn }) => kind === 'handover' && turn === 2));
  });

  it('who says to be somebody else is a third party, whatever the sender wrote', () => {
    assert.equal(
      parties([
        ['A', '请问是王伟吗'],
        ['B', '我是他老婆，他不在'],
        ['A', '好的'],
      ]).at(-1),
      'third_party',
    );
  });

  it('guarantors are no third parties; a machine is a voicemail box', () => {
    const guarantor = {
      participants: [
        { id: 'A', role: 'collector' },
        { id: 'B', role: 'third_party', relation: 'guarantor' },
      ],
    };
    assert.equal(
      parties(
        [
          ['A', '您好'],
          ['B', '你好'],
        ],
        guarantor,
      )[0],
      'guarantor',
    );
    const machine = {
      participants: [
        { id: 'A', role: 'collector' },
        { id: 'B', role: 'ivr' },
      ],
    };
    assert.equal(
      parties(
        [
          ['B', '请在嘀声后留言'],
          ['A', '您好'],
        ],
        machine,
      )[1],
      'voicemail',
    );
    assert.equal(parties([['A', '您好']], { channel: 'voicemail' })[0], 'voicemail');
  });

  it('a demand to stop is an event', () => {
    assert.ok(
      facts([
        ['A', '您好'],
        ['B', '别再给我打电话了'],
        ['A', '好的'],
      ]).events.some(({ kind }) => kind === 'contact_refused'),
    );
  });
});
