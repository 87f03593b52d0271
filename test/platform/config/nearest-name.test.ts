import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestName } from '../../../platform/config/nearest-name.ts';

const known = ['callId', 'startedAt', 'collector', 'debt', 'debtor', 'id', 'role'];
for (const [written, meant] of [
  ['call_id', 'callId'],
  ['CALLID', 'callId'],
  ['startedAT', 'startedAt'],
  ['statredAt', 'startedAt'],
  ['colector', 'collector'],
  ['rol', null],
  ['roel', 'role'],
  ['ID', 'id'],
  ['ix', null],
  ['agentNotes', null],
  ['', null],
] as const) {
  test(`${written || '(empty)'} means ${meant}`, () => {
    assert.equal(nearestName(written, known), meant);
  });
}
