import type { RejectCode, RejectDetail } from '../../contracts/rejected.ts';
import { Transcript } from '../../contracts/transcript.ts';

/** What a message of the transcripts topic holds. */
export type ReadMessage =
  | { readonly status: 'transcript'; readonly transcript: Transcript }
  | { readonly status: 'rejected'; readonly code: RejectCode; readonly details: readonly RejectDetail[] };

const MAX_DETAILS = 20;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads and checks one message. Never throws for data: what can't be read says what is wrong and how to mend it. */
export function readMessage(value: Uint8Array): ReadMessage {
  if (value.length === 0) return rejected('empty', 'the message has no value', 'send the transcript as JSON');
  let text: string;
  try {
    text = strictUtf8.decode(value);
  } catch {
    return rejected('not_utf8', 'the bytes are not UTF-8', 'encode the JSON as UTF-8');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return rejected('not_json', 'the message is not JSON', 'send one transcript as a JSON object');
  }
  const parsed = Transcript.safeParse(json);
  if (parsed.success) return { status: 'transcript', transcript: parsed.data };
  return {
    status: 'rejected',
    code: 'schema',
    details: parsed.error.issues
      .slice(0, MAX_DETAILS)
      .map(({ path, message }) => ({ field: path.map(String).join('.') || '$', reason: message })),
  };
}

const rejected = (code: RejectCode, reason: string, mend: string): ReadMessage => ({
  status: 'rejected',
  code,
  details: [{ field: '$', reason, mend }],
});
