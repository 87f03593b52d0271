import type { TestContext } from 'node:test';
import Fastify from 'fastify';
import { Problem } from '../../../../contracts/problem.ts';
import type { EventLog } from '../../../../platform/event-log/port.ts';
import { createLogger } from '../../../../platform/logging/create-logger.ts';
import { createMetrics, type Metrics } from '../../../../platform/metrics/create-metrics.ts';
import { createIntake, type IntakeOptions } from '../../../../services/ingest/http/create-intake.ts';
import { Receipt } from '../../../../services/ingest/http/receipt.ts';

export const KEY = 'a-key-for-the-tests';

/** What fetch takes as a body. */
export type Body = NonNullable<NonNullable<Parameters<typeof fetch>[1]>['body']>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** For 202. */
  readonly receipt: Receipt;
  /** For everything else. */
  readonly problem: Problem;
}

export interface ServedIntake {
  readonly url: string;
  readonly metrics: Metrics;
  /** Lines that were logged. */
  readonly log: readonly string[];
  /** POST /v1/transcripts with the key; headers given replace the usual ones, null leaves one out. */
  post(body: Body, headers?: Readonly<Record<string, string | null>>): Promise<Answer>;
}

/** The intake in a real server on a free port, with limits as given. */
export async function serveIntake(
  t: TestContext,
  eventLog: EventLog,
  options: Partial<IntakeOptions> = {},
): Promise<ServedIntake> {
  const log: string[] = [];
  const metrics = createMetrics();
  const app = Fastify();
  await app.register(
    createIntake({
      eventLog,
      apiKeys: [KEY],
      maxBodyBytes: 4_000_000,
      maxItems: 100,
      maxItemBytes: 1_000_000,
      maxInFlight: 8,
      maxInFlightBytes: 16_000_000,
      logger: createLogger({
        level: 'debug',
        service: 'test',
        stream: { write: (line) => void log.push(line) },
      }),
      metrics,
      ...options,
    }),
  );
  t.after(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, metrics, log, post: (body, headers = {}) => post(url, body, headers) };
}

async function post(
  url: string,
  body: Body,
  headers: Readonly<Record<string, string | null>>,
): Promise<Answer> {
  const all = { 'x-api-key': KEY, 'content-type': 'application/json', ...headers };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const response = await fetch(`${url}/v1/transcripts`, {
    method: 'POST',
    headers: given,
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
  const text = await response.text();
  const { status } = response;
  return {
    status,
    headers: response.headers,
    get receipt() {
      return Receipt.parse(JSON.parse(text));
    },
    get problem() {
      const problem = Problem.parse(JSON.parse(text));
      if (problem.status !== status)
        throw new Error(`the problem says ${problem.status}, the answer ${status}`);
      return problem;
    },
  };
}
