import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptTranscript } from '../../../services/ingest/accept-transcript.ts';
import { transcript } from './support/transcripts.ts';

const call = transcript('a');
const [firstTurn] = call.turns;
const turn = (more: object) => ({ ...call, turns: [{ ...firstTurn, ...more }] });

for (const [what, value, field, reason, mend] of [
  ['a missing field', { ...call, callId: undefined }, 'callId', /required/, /add it/],
  [
    'a field in another spelling',
    { ...call, callId: undefined, call_id: 'a' },
    'callId',
    /required/,
    /rename call_id to callId/,
  ],
  [
    'a misspelt field of a turn',
    turn({ endMs: undefined, end_ms: 5 }),
    'turns[0].endMs',
    /required/,
    /rename end_ms to endMs/,
  ],
  [
    'a number as text',
    turn({ startMs: '12' }),
    'turns[0].startMs',
    /must be a number, is a string/,
    /remove the quotes/,
  ],
  [
    'text as a number',
    { ...call, callId: 17 },
    'callId',
    /must be a string, is a number/,
    /put it in quotes/,
  ],
  ['null', { ...call, debtor: null }, 'debtor', /must be an object, is null/, /leave the field out/],
  [
    'a list for an object',
    { ...call, collector: [] },
    'collector',
    /must be an object, is a list/,
    /send an object/,
  ],
  [
    'another word for a known one',
    { ...call, direction: 'OUTBOUND' },
    'direction',
    /outbound, inbound/,
    /did you mean outbound/,
  ],
  ['an unknown word', { ...call, direction: 'sideways' }, 'direction', /outbound, inbound/, /one of them/],
  [
    'a time without offset',
    { ...call, startedAt: '2026-11-02T10:15:00' },
    'startedAt',
    /offset/,
    /2026-11-02T21:15:00\+08:00/,
  ],
  ['a zone nobody knows', { ...call, timeZone: 'Beijing' }, 'timeZone', /IANA/, /Asia\/Shanghai/],
  ['half a surrogate pair', turn({ text: '\ud83d' }), 'turns[0].text', /surrogate/, /well-formed/],
  ['a control character', turn({ text: 'a\u0000' }), 'turns[0].text', /control/, /remove/],
  ['no turns as a list', { ...call, turns: {} }, 'turns', /must be a list, is an object/, /send a list/],
  ['an empty id', { ...call, callId: ' ' }, 'callId', /must not be empty/, /./],
  ['a long id', { ...call, callId: 'x'.repeat(257) }, 'callId', /at most 256 characters/, /shorten/],
  ['confidence above one', turn({ confidence: 1.5 }), 'turns[0].confidence', /at most 1/, /./],
  ['an end before the start', turn({ startMs: 9, endMs: 3 }), 'turns[0].endMs', /before startMs/, /./],
  [
    'nobody who collects',
    {
      ...call,
      participants: [
        { id: 'A', role: 'debtor' },
        { id: 'B', role: 'debtor' },
      ],
    },
    'participants',
    /no collector/,
    /role collector/,
  ],
] as const) {
  test(`${what}: names ${field} and how to mend it`, () => {
    const answer = acceptTranscript(JSON.parse(JSON.stringify(value)));
    assert.equal(answer.status, 'rejected');
    assert.equal(answer.code, 'schema');
    const detail = answer.details.find((found) => found.field === field);
    assert.ok(detail, JSON.stringify(answer.details));
    assert.match(detail.reason, reason);
    assert.match(detail.mend ?? '', mend);
  });
}

test('defaults are filled in, unknown fields warn once however often they stand in a list', () => {
  const turns = Array.from({ length: 300 }, () => ({ ...firstTurn, confidense: 1 }));
  const answer = acceptTranscript({ ...call, turns });
  assert.equal(answer.status, 'accepted');
  assert.equal(answer.transcript.revision, 1);
  assert.equal(answer.transcript.channel, 'voice');
  assert.deepEqual(answer.warnings, [
    {
      field: 'turns[0].confidense',
      reason: 'is not a known field and was ignored (300 times)',
      mend: 'did you mean confidence?',
    },
  ]);
});

test('a rejection still names the call where it can, and bounds what it tells', () => {
  const turns = Array.from({ length: 1_000 }, () => ({}));
  const answer = acceptTranscript({ callId: 'call-9', revision: 4, turns });
  assert.equal(answer.status, 'rejected');
  assert.equal(answer.callId, 'call-9');
  assert.equal(answer.revision, 4);
  assert.equal(answer.details.length, 21);
  assert.match(answer.details.at(-1)?.reason ?? '', /more faults/);
});

test('ten thousand unknown fields cost twenty warnings', () => {
  const noise = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, index]));
  assert.equal(acceptTranscript({ ...call, ...noise }).warnings.length, 20);
});

test('never throws and never quotes what was said', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(call)), fc.jsonValue({ maxDepth: 4 }), (key, value) => {
      const answer = acceptTranscript({ ...call, [key]: value });
      assert.ok(answer.status === 'accepted' || answer.details.length > 0);
    }),
  );
  const secret = '绝密内容';
  const said = acceptTranscript({ ...turn({ text: [secret], speaker: secret }), direction: secret });
  assert.equal(said.status, 'rejected');
  assert.ok(!JSON.stringify(said.details).includes(secret));
});
