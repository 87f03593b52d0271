import type { Problem } from '../../contracts/problem.ts';
import type { RejectDetail } from '../../contracts/rejected.ts';

/** One way a server says no. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What to do. */
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

/** Says more than the kind does. */
export interface ProblemMore {
  /** What exactly is wrong; stands before the kind's advice. */
  readonly detail?: string;
  readonly errors?: readonly RejectDetail[];
  readonly retryAfterSeconds?: number;
  /** Further members of the answer (RFC 9457, extension members). */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** What is needed of a fastify reply, whatever its route's types. */
interface ProblemReply {
  header(name: string, value: string): unknown;
  code(status: number): unknown;
  type(mediaType: string): unknown;
  send(payload: unknown): unknown;
}

export type SendProblem<Code extends string> = <Reply extends ProblemReply>(
  reply: Reply,
  code: Code,
  more?: ProblemMore,
) => Reply;

/** Answers with RFC 9457 problem details, as one table of kinds words them. */
export function createProblemSender<Code extends string>(
  kinds: Readonly<Record<Code, ProblemKind>>,
): SendProblem<Code> {
  return function sendProblem(reply, code, more = {}) {
    const kind = kinds[code];
    const problem: Problem = {
      type: `urn:callwarden:problem:${code}`,
      title: kind.title,
      status: kind.status,
      code,
      detail: more.detail === undefined ? kind.detail : `${more.detail} ${kind.detail}`,
      ...(more.errors === undefined ? {} : { errors: [...more.errors] }),
    };
    const wait = more.retryAfterSeconds ?? kind.retryAfterSeconds;
    if (wait !== undefined) reply.header('retry-after', String(wait));
    if (kind.status === 401) reply.header('www-authenticate', 'Bearer');
    reply.code(kind.status);
    reply.type('application/problem+json');
    reply.send({ ...more.members, ...problem });
    return reply;
  };
}

/** A problem as a route's schema declares it. */
export const problemResponse = <Schema>(description: string, schema: Schema) => ({
  description,
  content: { 'application/problem+json': { schema } },
});
