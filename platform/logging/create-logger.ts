import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { describeError } from './describe-error.ts';

export type { Logger };

/** Names under which texts of calls and secrets travel; the second line, code doesn't log them in the first place. */
const WITHHELD = [
  'text',
  'turns',
  'transcript',
  'quote',
  'spans',
  'original',
  'raw',
  'value',
  'body',
  'name',
  'password',
  'secret',
  'token',
  'apiKey',
  'apiKeys',
  'authorization',
  'cookie',
];
const HEADERS = ['authorization', 'cookie', 'x-api-key'];
const REDACTED = [
  ...WITHHELD.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*[*].${name}`]),
  ...HEADERS.flatMap((name) => [`headers["${name}"]`, `req.headers["${name}"]`]),
];

export interface LoggerOptions {
  readonly level: string;
  /** Which process writes, for example ingest. */
  readonly service: string;
  /** Where lines go; stderr when left out, so that stdout stays for results. */
  readonly stream?: DestinationStream;
}

/** JSON lines with ids and codes. Texts of calls and secrets are withheld by name. */
export function createLogger({ level, service, stream }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths: REDACTED, censor: '[withheld]' },
    },
    stream ?? destination({ fd: 2, sync: true }),
  );
}
