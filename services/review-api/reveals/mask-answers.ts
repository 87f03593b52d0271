import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PersonalDataKind, RevealGrant } from '../../../contracts/personal-data.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { Access } from '../access/guard.ts';
import { mayDo } from '../access/identity.ts';
import { sendProblem } from '../http/problems.ts';
import type { Revealed } from '../personal-data/call-mask.ts';
import { type CallToMask, maskAnswer } from '../personal-data/mask-answer.ts';
import { asksForPersonalData } from '../personal-data/search-question.ts';
import type { RevealGrants } from './reveal-grants.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the asking person may see of masked calls at this moment; null before that was looked up. */
    reveals: readonly RevealGrant[] | null;
    /** Goes into ETags: a tag must not tell what a mask hides, and a revealed call is another answer than a masked one. */
    etagSalt: string;
    /** The value as the asking person may see it: for answers that are streams; all others are masked on their way out. */
    masked(value: unknown): Promise<unknown>;
  }
}

export interface MaskAnswersOptions {
  readonly store: Pick<RecordStore, 'getCall'>;
  readonly grants: RevealGrants;
}

/** Routes about the installation, not about calls: there a text is what somebody set, and must come back as it was. */
const NOT_ABOUT_CALLS: ReadonlySet<Access | undefined> = new Set<Access | undefined>([
  'public',
  'own_keys',
  'signed_in',
  'session',
  'accounts:manage',
  'tokens:manage',
  'alerts:manage',
  'rules:read',
  'rules:propose',
  'rules:approve',
]);
const CALLS_AT_ONCE = 8;

/**
 * Masks personal data in every JSON answer about calls, whichever route gives it, and refuses searches for what is masked.
 * Who has revealed a call sees its data until the grant ends. A route needs to do nothing, unless it streams.
 */
export function maskAnswers(app: FastifyInstance, { store, grants }: MaskAnswersOptions): void {
  const salt = randomBytes(16).toString('hex');
  app.decorateRequest('reveals', null);
  app.decorateRequest('etagSalt', '');
  app.decorateRequest('masked', function masked(this: FastifyRequest, value: unknown) {
    return maskFor(this, value);
  });

  app.addHook('preHandler', async (request, reply) => {
    const { identity } = request;
    const mayReveal = identity !== null && mayDo(identity, 'personal_data:reveal');
    const isMasked = isAboutCalls(request);
    request.reveals = mayReveal && isMasked ? await grants.activeOf(identity.id) : [];
    request.etagSalt = `${salt}${JSON.stringify(request.reveals)}`;
    const text = textAskedFor(request);
    if (isMasked && !mayReveal && text !== null && asksForPersonalData(text))
      return sendProblem(reply, 'personal_data_search');
    return undefined;
  });

  app.addHook('preSerialization', async (request, reply, payload) => {
    const isEmpty = payload === null || payload === undefined;
    if (isEmpty || request.identity === null || !isAboutCalls(request)) return payload;
    reply.header('x-personal-data', request.reveals?.length ? 'partly-revealed' : 'masked');
    return maskFor(request, payload);
  });

  async function maskFor(request: FastifyRequest, value: unknown): Promise<unknown> {
    return maskAnswer(value, {
      callId: callIdAskedFor(request),
      loadCalls: (callIds) => loadCalls(store, callIds),
      revealedOf: (callId) => revealedBy(request.reveals ?? [], callId),
      hidesTellingHits: request.identity === null || !mayDo(request.identity, 'personal_data:reveal'),
    });
  }
}

const isAboutCalls = ({ routeOptions, is404 }: FastifyRequest) =>
  !is404 && !NOT_ABOUT_CALLS.has(routeOptions.config.access);

/** Kinds of a call that grants let see; null: all. */
export function revealedBy(grants: readonly RevealGrant[], callId: string): Revealed {
  const kinds = new Set<PersonalDataKind>();
  for (const grant of grants) {
    if (grant.callId !== callId) continue;
    if (grant.kinds === null) return null;
    for (const kind of grant.kinds) kinds.add(kind);
  }
  return kinds;
}

async function loadCalls(
  store: Pick<RecordStore, 'getCall'>,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, CallToMask>> {
  const calls = new Map<string, CallToMask>();
  for (let from = 0; from < callIds.length; from += CALLS_AT_ONCE) {
    const batch = callIds.slice(from, from + CALLS_AT_ONCE);
    const found = await Promise.all(batch.map((callId) => store.getCall(callId)));
    for (const [index, callId] of batch.entries()) calls.set(callId, found[index]?.transcript ?? null);
  }
  return calls;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

function callIdAskedFor({ params }: FastifyRequest): string | null {
  const callId = fieldOf(params, 'callId');
  return typeof callId === 'string' ? callId : null;
}

function textAskedFor({ query }: FastifyRequest): string | null {
  const text = fieldOf(query, 'text');
  return typeof text === 'string' ? text : null;
}
