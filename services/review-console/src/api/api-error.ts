import type { components } from './schema.d.ts';

export type Problem = components['schemas']['Problem'];

/** An answer that is no success. status 0: no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | null;
  /** The whole problem, with members of its own. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>, retryAfter: string | null = null) {
    super(String(problem.detail ?? problem.title ?? `HTTP ${status}`));
    this.name = 'ApiError';
    this.status = status;
    this.code = String(problem.code ?? (status === 0 ? 'offline' : 'unknown'));
    this.retryAfterSeconds = retryAfter === null ? null : Number(retryAfter);
    this.problem = problem;
  }
}

export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiError && error.status === status;
