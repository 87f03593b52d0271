import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { z } from 'zod';
import {
  AccountWithPassword,
  Me,
  type NewAccount,
  type NewToken,
  type Role,
  TokenWithSecret,
} from '../../../../contracts/access.ts';
import { Problem } from '../../../../contracts/problem.ts';
import { ReviewEvent } from '../../../../contracts/review.ts';
import {
  createEmbeddedEventLog,
  type EmbeddedEventLog,
} from '../../../../platform/event-log/embedded/embedded-event-log.ts';
import type { EventLog } from '../../../../platform/event-log/port.ts';
import { createLogger } from '../../../../platform/logging/create-logger.ts';
import { createMetrics } from '../../../../platform/metrics/create-metrics.ts';
import { createEmbeddedRecordStore } from '../../../../platform/record-store/embedded/embedded-record-store.ts';
import type { RecordStore } from '../../../../platform/record-store/port.ts';
import {
  createReviewApiPart,
  type ReviewApiPartOptions,
} from '../../../../services/review-api/review-api-part.ts';

export const ADMIN_PASSWORD = 'a password of several words';
export const SECRET = 'a secret for tests that nobody else has';

export interface SceneOptions
  extends Partial<Pick<ReviewApiPartOptions, 'doors' | 'explain' | 'mounts' | 'oidc' | 'port'>> {
  readonly signInsPerMinute?: number;
  readonly housekeepingMs?: number;
  /** A store that is open and ready; whoever gives it closes it. Default: SQLite in the scene's folder. */
  readonly givenStore?: RecordStore;
  /** What the API sees instead of the store, for faults. */
  readonly storeSeen?: (store: RecordStore) => RecordStore;
  readonly eventLogSeen?: (eventLog: EventLog) => Pick<EventLog, 'publish'>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** The body as the contract reads it. */
  as<T extends z.ZodType>(schema: T): z.output<T>;
  /** The body as problem details; fails when it is none. */
  problem(): z.output<typeof Problem>;
}

export interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who calls the API: nobody, a session, a token. */
export type Client = (path: string, call?: Call) => Promise<Answer>;

export interface SignedIn {
  readonly call: Client;
  readonly me: Me;
  readonly cookie: string;
}

export interface ApiScene {
  readonly url: string;
  readonly store: RecordStore;
  readonly eventLog: EmbeddedEventLog;
  /** What was written to the log. */
  readonly logged: string[];
  /** Moves the API's clock. */
  advance(ms: number): void;
  readonly anyone: Client;
  signIn(username: string, password: string): Promise<SignedIn>;
  /** The first account, its password changed to ADMIN_PASSWORD. */
  readonly admin: SignedIn;
  /** A client with an API token of this role, and of this scope when it is given. */
  withToken(role: Role, more?: Partial<NewToken>): Promise<Client>;
  /** A new account, signed in, its first password changed. */
  newAccount(
    username: string,
    role: Role,
    more?: Partial<NewAccount>,
  ): Promise<SignedIn & { readonly password: string }>;
  publishedReviews(): Promise<ReviewEvent[]>;
  stop(): Promise<void>;
}

/** The API on a free port over a real store and log in a folder of its own; everything is stopped after the test. */
export async function startApi(t: Pick<TestContext, 'after'>, options: SceneOptions = {}): Promise<ApiScene> {
  const folder = await mkdtemp(join(tmpdir(), 'review-api-'));
  const store = options.givenStore ?? createEmbeddedRecordStore({ path: join(folder, 'records.sqlite') });
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'log.sqlite') });
  await store.ensureSchema();
  await eventLog.ensureTopics();
  const logged: string[] = [];
  let offsetMs = 0;
  let url = '';
  let firstPassword = '';
  const { storeSeen = (seen) => seen, eventLogSeen = (seen) => seen, givenStore: _given, ...rest } = options;
  const part = await createReviewApiPart({
    store: storeSeen(store),
    eventLog: eventLogSeen(eventLog),
    host: '127.0.0.1',
    port: 0,
    trustProxy: false,
    sessionSecret: SECRET,
    sessionMaxAgeMs: 3_600_000,
    signInsPerMinute: 10_000,
    health: () => ({ live: true, ready: true, parts: {} }),
    logger: createLogger({
      level: 'trace',
      service: 'test',
      stream: { write: (line) => void logged.push(line) },
    }),
    metrics: createMetrics(),
    now: () => new Date(Date.now() + offsetMs),
    onFirstAccount: ({ password }) => {
      firstPassword = password;
    },
    onListening: (listening) => {
      url = listening;
    },
    ...rest,
  }).start((error) => assert.fail(String(error)));
  let stopped = false;
  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await part.stop();
    await eventLog.close();
    if (options.givenStore === undefined) await store.close();
    await rm(folder, { recursive: true, force: true });
  }
  t.after(stop);

  const client =
    (own: Readonly<Record<string, string>>): Client =>
    async (path, { method = 'GET', body, headers } = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...own,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return answerOf(response, await response.text());
    };

  async function signIn(username: string, password: string): Promise<SignedIn> {
    const answer = await client({})('/v1/session', { method: 'POST', body: { username, password } });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return signedIn(answer);
  }

  function signedIn(answer: Answer): SignedIn {
    const me = answer.as(Me);
    const cookie = cookieOf(answer);
    return { me, cookie, call: client({ cookie, 'x-csrf-token': me.csrfToken ?? '' }) };
  }

  async function chooseOwn(session: SignedIn, current: string, next: string): Promise<SignedIn> {
    const answer = await session.call('/v1/me/password', { method: 'PUT', body: { current, next } });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return signedIn(answer);
  }

  const admin = await chooseOwn(await signIn('admin', firstPassword), firstPassword, ADMIN_PASSWORD);

  return {
    url,
    store,
    eventLog,
    logged,
    advance: (ms) => {
      offsetMs += ms;
    },
    anyone: client({}),
    signIn,
    admin,
    async withToken(role, more) {
      const body = { name: 'for a test', role, ...more };
      const made = await admin.call('/v1/tokens', { method: 'POST', body });
      return client({ authorization: `Bearer ${made.as(TokenWithSecret).secret}` });
    },
    async newAccount(username, role, more) {
      const body = { username, displayName: username, role, ...more };
      const made = await admin.call('/v1/accounts', { method: 'POST', body });
      const { password } = made.as(AccountWithPassword);
      const own = 'another password of several words';
      return { ...(await chooseOwn(await signIn(username, password), password, own)), password: own };
    },
    async publishedReviews() {
      const events: ReviewEvent[] = [];
      for await (const { value, headers } of eventLog.browse('reviews'))
        if (headers.schema === 'review-event/1')
          events.push(ReviewEvent.parse(JSON.parse(Buffer.from(value).toString())));
      return events;
    },
    stop,
  };
}

/** The session cookie that an answer sets, as a client sends it back. */
export function cookieOf({ headers }: Answer): string {
  const set = headers.getSetCookie()[0] ?? '';
  return set.split(';')[0] ?? '';
}

function answerOf(response: Response, text: string): Answer {
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : text;
  return {
    status: response.status,
    headers: response.headers,
    body,
    as: (schema) => schema.parse(body),
    problem() {
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const problem = Problem.parse(body);
      assert.equal(problem.status, response.status);
      return problem;
    },
  };
}
