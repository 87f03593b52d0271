import type { RejectCode } from '../../../contracts/rejected.ts';
import { numberedCall } from './numbered-calls.ts';

export interface BadMessage {
  readonly what: string;
  readonly code: RejectCode;
  readonly value: Uint8Array;
}

const withText = (text: string) => {
  const call = numberedCall(1);
  return Buffer.from(JSON.stringify({ ...call, turns: call.turns.map((turn) => ({ ...turn, text })) }));
};

/** Every kind of poison that a topic may hold, each other bytes, none a transcript. */
export const BAD_MESSAGES: readonly BadMessage[] = [
  { what: 'no JSON', code: 'not_json', value: Buffer.from('{"callId": ') },
  { what: 'another schema', code: 'schema', value: Buffer.from('{"order": 7}') },
  { what: 'a list', code: 'schema', value: Buffer.from('[1, 2, 3]') },
  { what: 'no value', code: 'empty', value: new Uint8Array() },
  { what: 'bytes that are not UTF-8', code: 'not_utf8', value: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
  { what: 'half of a surrogate pair', code: 'schema', value: withText('你\ud83d好') },
  { what: 'a NUL in what was said', code: 'schema', value: withText('你\u0000好') },
  { what: 'a turn of 5 MB', code: 'schema', value: withText('a'.repeat(5_000_000 / 3)) },
  { what: 'deep nesting', code: 'schema', value: Buffer.from(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) },
];
