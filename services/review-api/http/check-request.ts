import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import type { RejectDetail } from '../../../contracts/rejected.ts';
import { explainIssue } from '../../../platform/validation/explain-issue.ts';

/** What a route's schema has against a request. */
export class InvalidRequestError extends Error {
  readonly code = 'INVALID_REQUEST';
  readonly errors: readonly RejectDetail[];
  constructor(errors: readonly RejectDetail[]) {
    super('the request does not fit the schema of the route');
    this.name = 'InvalidRequestError';
    this.errors = errors;
  }
}

const MAX_TOLD = 20;

/** Checks a part of a request with the zod schema of its route. Fields are named as they were sent. */
export const checkRequest: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return function check(value: unknown) {
    const parsed = schema.safeParse(value, { reportInput: true });
    if (parsed.success) return { value: parsed.data };
    const errors = parsed.error.issues.slice(0, MAX_TOLD).map((issue) => {
      // A list in a query was sent as one field: category=threat,other.
      const path = httpPart === 'body' ? issue.path : issue.path.slice(0, 1);
      return explainIssue({ ...issue, path }, value);
    });
    return { error: new InvalidRequestError(errors) };
  };
};
