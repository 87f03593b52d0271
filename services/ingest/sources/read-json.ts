import { contentStart } from './bytes.ts';
import { nestsDeeperThan } from './json-scanner.ts';
import type { IngestRejectCode, Reading, ReadLimits } from './source.ts';

/** A transcript nests four deep; more than this is a mistake or an attack. */
const MAX_DEPTH = 64;

/** Reads the bytes of one item as JSON in UTF-8; a byte order mark is passed over. */
export function readJson(raw: Uint8Array, totalBytes: number, { maxItemBytes }: ReadLimits): Reading {
  if (totalBytes > maxItemBytes) {
    const reason = `has ${totalBytes} bytes, at most ${maxItemBytes} are taken; only its beginning is kept`;
    return unreadable('too_large', reason, 'leave out what is not part of the transcript');
  }
  if (contentStart(raw) === raw.length) return unreadable('empty', 'is empty', 'send a transcript');
  const text = decode(raw);
  if (text === null) return unreadable('not_utf8', 'is not UTF-8', encodingMend(raw));
  if (nestsDeeperThan(raw, MAX_DEPTH)) {
    return unreadable('schema', `nests deeper than ${MAX_DEPTH} levels`, 'send a transcript as documented');
  }
  try {
    return { status: 'value', value: JSON.parse(text) };
  } catch (error) {
    return unreadable('not_json', describeFault(error), 'send JSON as in RFC 8259');
  }
}

export function unreadable(code: IngestRejectCode, reason: string, mend: string): Reading {
  return { status: 'unreadable', code, details: [{ field: '$', reason, mend }] };
}

function decode(raw: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

function encodingMend(raw: Uint8Array): string {
  const [first = 0, second = 0] = raw;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return 'convert it from UTF-16 to UTF-8';
  }
  return 'convert it to UTF-8, for example from GB18030 with: iconv -f GB18030 -t UTF-8';
}

/** Only the place: the parser's own words quote what was read. */
function describeFault(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('Unexpected end')) return 'is JSON that ends in the middle';
  const place = / \((line \d+ column \d+)\)$/.exec(message)?.[1];
  return place === undefined ? 'is not JSON' : `is not JSON (${place})`;
}
