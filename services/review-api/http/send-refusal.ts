import type { FastifyReply } from 'fastify';
import type { RejectDetail } from '../../../contracts/rejected.ts';
import { type ProblemCode, sendProblem } from './problems.ts';

/** A change of reviews or of the queue that is not made, as services tell it. */
interface Refused {
  readonly status: string;
  readonly errors?: readonly RejectDetail[];
  /** Goes into the answer as they are. */
  readonly review?: unknown;
  readonly item?: unknown;
  readonly changed?: unknown;
  readonly claim?: { readonly by: string; readonly until: string };
}

const CODES: Readonly<Record<string, ProblemCode>> = {
  not_found: 'not_found',
  invalid: 'invalid_request',
  closed: 'review_closed',
  superseded: 'finding_superseded',
  exists: 'finding_exists',
  blind: 'blind_review',
  claimed_by_other: 'claimed_by_other',
  assigned_to_other: 'assigned_to_other',
  escalated: 'escalated',
  not_open: 'not_open',
  not_claimed: 'not_claimed',
  not_reviewed: 'not_reviewed',
  appeal_open: 'appeal_open',
  appeal_exists: 'appeal_exists',
  appeal_not_open: 'appeal_not_open',
  not_published: 'not_published',
  window_over: 'appeal_window_over',
  conflict_of_interest: 'conflict_of_interest',
  forbidden: 'forbidden',
  read_already: 'read_already',
  not_read: 'not_read',
};

type Reply = Parameters<typeof sendProblem>[0] & Pick<FastifyReply, 'request'>;

/** Answers a refusal with its problem; a conflict carries what stands and what changed since. */
export function sendRefusal<To extends Reply>(reply: To, refused: Refused): To {
  const { status, errors, review, item, changed, claim } = refused;
  if (status === 'conflict') {
    const code = review === undefined ? 'queue_conflict' : 'review_conflict';
    return sendProblem(reply, code, { members: { review, item, changed } });
  }
  return sendProblem(reply, CODES[status] ?? 'internal', {
    ...(errors !== undefined && { errors }),
    ...(claim !== undefined && { detail: `${claim.by} holds it until ${claim.until}.` }),
  });
}
