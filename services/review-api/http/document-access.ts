import type { RouteOptions } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';

/** id: names the line in the log. */
const FaultProblem = Problem.extend({ id: z.string().optional() });
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Writes into a route's OpenAPI what follows from its access: security, permission and the answers that say no. */
export function documentAccess(route: RouteOptions): void {
  const access = route.config?.access;
  const { schema } = route;
  if (access === undefined || access === 'own_keys' || schema === undefined || schema.hide === true) return;
  const session = WRITES.has(String(route.method)) ? { session: [], csrf: [] } : { session: [] };
  const security = access === 'session' ? [session] : [session, { token: [] }];
  const needs = access.includes(':') ? `Needs the permission ${access}.` : '';
  route.schema = {
    ...schema,
    description: [schema.description, needs].filter(Boolean).join(' '),
    security: access === 'public' ? [] : security,
    response: {
      ...(access === 'public'
        ? {}
        : {
            401: problemResponse('Not signed in', Problem),
            403: problemResponse('Not allowed', Problem),
          }),
      ...(schema.body || schema.querystring || schema.params
        ? { 400: problemResponse('Invalid request; errors name the fields', Problem) }
        : {}),
      500: problemResponse('A fault of ours; id names the line in the log', FaultProblem),
      503: problemResponse('The record store does not answer now; see Retry-After', Problem),
      ...(typeof schema.response === 'object' ? schema.response : {}),
    },
  };
}
