import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createLogger } from '../../../platform/logging/create-logger.ts';

function capture() {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    service: 'test',
    stream: { write: (line: string) => void lines.push(line) },
  });
  return { logger, lines };
}

const SAID = '王先生您好';

test('writes JSON lines with service, level and code', () => {
  const { logger, lines } = capture();
  logger.info({ callId: 'c-1', code: 'schema' }, 'rejected');
  logger.debug('not written');
  assert.equal(lines.length, 1);
  const line = z.record(z.string(), z.unknown()).parse(JSON.parse(lines[0] ?? ''));
  assert.equal(line.service, 'test');
  assert.equal(line.level, 'info');
  assert.equal(line.callId, 'c-1');
  assert.equal(line.msg, 'rejected');
});

for (const [what, logged] of [
  ['a text', { text: SAID }],
  ['a turn', { turn: { text: SAID } }],
  ['turns', { transcript: { turns: [{ text: SAID }] } }],
  ['turns alone', { turns: [{ text: SAID }] }],
  ['a list of turns', { list: [{ text: SAID }] }],
  ['a finding', { finding: { spans: [{ quote: SAID }] } }],
  ['a dead letter', { letter: { original: SAID } }],
  ['a request', { req: { headers: { authorization: SAID, 'x-api-key': SAID } } }],
  ['a password', { kafka: { sasl: { password: SAID } } }],
  ['an error of a parser', { err: parserError() }],
  ['a coded error caused by a parser', { err: new Error('bad item', { cause: parserError() }) }],
  ['an error of a checker', { err: z.literal(SAID).safeParse('x').error }],
] satisfies [string, object][]) {
  test(`withholds ${what}`, () => {
    const { logger, lines } = capture();
    logger.error(logged, 'seen');
    assert.equal(lines.length, 1);
    assert.ok(!lines.join().includes(SAID), lines.join());
  });
}

test('keeps class, code and message of an ordinary error', () => {
  const { logger, lines } = capture();
  logger.error({ err: Object.assign(new RangeError('disk is full'), { code: 'ENOSPC' }) }, 'fault');
  assert.match(lines[0] ?? '', /"type":"RangeError","code":"ENOSPC","message":"disk is full"/);
});

function parserError(): unknown {
  try {
    return JSON.parse(`{"text": ${SAID}`);
  } catch (error) {
    return error;
  }
}
