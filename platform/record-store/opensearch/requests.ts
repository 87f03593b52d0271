import { setTimeout as sleep } from 'node:timers/promises';
import { Client, errors } from '@opensearch-project/opensearch';
import type { z } from 'zod';
import { RecordStoreError } from '../port.ts';
import { answerFault, type Refusal } from './answer-fault.ts';
import { connectionFault, refusalOf, timeout } from './client-fault.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** Segments, encoded here. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
  /** Lines of a bulk, with the last line end. */
  readonly bulk?: string;
  /** Sending twice could do harm: after a lost connection the caller decides, not we. */
  readonly once?: boolean;
}

export type Answer<T> = { readonly ok: true; readonly body: T } | ({ readonly ok: false } & Refusal);

/** Sends requests. Faults of the store are thrown as RecordStoreError, refusals of a request are answers. */
export interface Requests {
  send<T>(request: Request, schema: z.ZodType<T>): Promise<Answer<T>>;
  close(): Promise<void>;
}

export interface RequestOptions {
  /** URLs of nodes. */
  readonly nodes: readonly string[];
  /** PEM texts. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly auth?: { readonly username: string; readonly password: string };
  /** For one request from its start to the last byte of its answer. Default 30000 ms. */
  readonly requestTimeoutMs?: number;
  readonly logger?: { warn(fields: object, message: string): void };
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 100;

/**
 * Requests over the OpenSearch client, which keeps connections, TLS and the choice of nodes. Retries are ours: its own
 * spend three tries on a refused connection within milliseconds. A busy or lost node is tried again for about three
 * seconds; longer waits are the caller's, who has heartbeats to send.
 */
export function createRequests(options: RequestOptions): Requests {
  const { nodes, tls, auth, requestTimeoutMs = 30_000, logger } = options;
  const client = new Client({
    nodes: [...nodes],
    maxRetries: 0,
    requestTimeout: requestTimeoutMs,
    ...(tls && { ssl: tls }),
    ...(auth && { auth }),
  });
  let closed = false;

  /** The client's own timeout is for silence; an answer that drips in for ever needs this one. */
  async function attempt(request: Request): Promise<unknown> {
    const pending = client.transport.request(
      {
        method: request.method,
        path: `/${request.path.map(encodeURIComponent).join('/')}`,
        ...(request.query && { querystring: { ...request.query } }),
        ...(request.body && { body: request.body }),
        ...(request.bulk !== undefined && { bulkBody: request.bulk }),
      },
      { requestTimeout: requestTimeoutMs, maxRetries: 0 },
    );
    let expired = false;
    const deadline = setTimeout(() => {
      expired = true;
      pending.abort();
    }, requestTimeoutMs);
    try {
      return (await pending).body;
    } catch (error) {
      throw expired ? timeout(error) : error;
    } finally {
      clearTimeout(deadline);
    }
  }

  async function answered<T>(request: Request, schema: z.ZodType<T>): Promise<Answer<T>> {
    try {
      return { ok: true, body: parsed(await attempt(request), schema) };
    } catch (error) {
      if (!(error instanceof errors.ResponseError)) throw connectionFault(error);
      const refusal = refusalOf(error);
      const fault = answerFault(refusal);
      if (fault !== null) throw fault;
      return { ok: false, ...refusal };
    }
  }

  return {
    async send(request, schema) {
      for (let tried = 1; ; tried += 1) {
        if (closed) throw new RecordStoreError('STORE_CLOSED', 'the store is closed', { retriable: false });
        try {
          return await answered(request, schema);
        } catch (error) {
          if (!isPassing(error, request) || tried === ATTEMPTS) throw error;
          logger?.warn({ code: error.code, tried }, 'OpenSearch did not answer; trying again');
          await sleep(backoffMs(tried));
        }
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await client.close();
    },
  };
}

/** 100 ms, doubled each time, half of it random. */
export function backoffMs(tried: number): number {
  return FIRST_WAIT_MS * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
}

function isPassing(error: unknown, request: Request): error is RecordStoreError {
  if (!(error instanceof RecordStoreError)) return false;
  return error.code === 'STORE_BUSY' || (error.code === 'STORE_UNREACHABLE' && request.once !== true);
}

function parsed<T>(body: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new RecordStoreError('STORE_UNREACHABLE', 'what answered does not speak like OpenSearch', {
    retriable: true,
    cause: result.error,
  });
}
