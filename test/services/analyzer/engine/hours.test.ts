import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCallAnalysis } from '../../../../services/analyzer/analyse-call.ts';
import { readLexicons } from '../../../../services/analyzer/read-lexicons.ts';
import { loadRulebook } from '../../../../services/analyzer/rulebook/load-rulebook.ts';
import { callOf } from '../../../fixtures/lexicon.ts';

const { rulebook } = loadRulebook(await readLexicons('lexicons'));
const analyse = createCallAnalysis(rulebook);
const offHours = (more: Parameters<typeof callOf>[1]) =>
  analyse(
    callOf(
      [
        ['A', '您好'],
        ['B', '你好'],
      ],
      more,
    ),
    [],
  )
    .findings.filter(({ category }) => category === 'off_hours')
    .map(({ severity, outcome }) => `${severity} ${outcome}`);

describe('hours of the product rulebook', () => {
  const table: [string, string, string[]][] = [
    ['2026-03-02T07:59:59+08:00', 'Asia/Shanghai', ['serious violation']],
    ['2026-03-02T08:00:00+08:00', 'Asia/Shanghai', []],
    ['2026-03-02T20:59:59+08:00', 'Asia/Shanghai', []],
    ['2026-03-02T21:00:00+08:00', 'Asia/Shanghai', ['minor violation']],
    ['2026-03-02T22:00:00+08:00', 'Asia/Shanghai', ['serious violation']],
    ['2026-03-02T14:00:01Z', 'Asia/Shanghai', ['serious violation']],
    ['2026-03-08T07:30:00-04:00', 'America/New_York', ['serious violation']],
    ['2026-03-02T21:00:00-05:00', 'America/New_York', ['serious suspected']],
    ['2026-10-25T07:59:00Z', 'Europe/London', ['serious violation']],
  ];
  for (const [startedAt, timeZone, expected] of table) {
    it(`${startedAt} in ${timeZone}: ${expected.join() || 'clear'}`, () => {
      assert.deepEqual(offHours({ startedAt, timeZone }), expected);
    });
  }

  it('every candidate zone must suit', () => {
    const call = { startedAt: '2026-03-02T08:10:00-05:00', timeZone: 'America/New_York', language: 'en-US' };
    assert.deepEqual(offHours(call), []);
    assert.deepEqual(offHours({ ...call, candidateTimeZones: ['America/Los_Angeles'] }), [
      'serious violation',
    ]);
  });

  it('inbound calls and agreed times are clear', () => {
    const late = { startedAt: '2026-03-02T22:30:00+08:00' };
    assert.deepEqual(offHours({ ...late, direction: 'inbound' }), []);
    assert.deepEqual(offHours({ ...late, consents: [{ kind: 'contact_time' }] }), []);
  });

  it('without any sign of where the person is, it is undecidable, never clear', () => {
    const call = callOf(
      [
        ['A', 'hello'],
        ['B', 'hi'],
      ],
      { startedAt: '2026-03-02T23:00:00+00:00', language: 'en' },
    );
    const { timeZone: _zone, ...rest } = call;
    const found = analyse(rest, []).findings.filter(({ category }) => category === 'off_hours');
    assert.ok(
      found.length > 0 &&
        found.every(({ outcome, missing }) => outcome === 'undecidable' && missing?.includes('jurisdiction')),
    );
  });
});
