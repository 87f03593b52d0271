import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { NewToken, TokenList, TokenView, TokenWithSecret } from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { ApiTokens } from '../access/api-tokens.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { isWithin } from '../access/scope-of.ts';
import { sendProblem } from '../http/problems.ts';

const TokenParams = z.object({ tokenId: z.string().max(64) });
const access = 'tokens:manage' as const;
const config = { access, audit: { action: 'token_change', kind: 'token', param: 'tokenId' } } as const;

/** /v1/tokens: list, create, revoke. Who has a scope manages only within it. */
export function createTokenRoutes(tokens: ApiTokens): FastifyPluginAsyncZod {
  return async function tokenRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/tokens',
      config: { access, audit: { none: 'names and roles of tokens, no call' } },
      schema: {
        operationId: 'listTokens',
        tags: ['access'],
        summary: 'List API tokens',
        description: 'Revoked ones too. Of the token itself only the last four characters are known.',
        response: { 200: TokenList },
      },
      handler: async (request) => {
        const { scope } = identityOf(request);
        return { tokens: (await tokens.list()).filter((token) => isWithin(token.scope, scope)) };
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/tokens',
      config,
      schema: {
        operationId: 'createToken',
        tags: ['access'],
        summary: 'Create an API token',
        description: 'Answers the token, this once. To be sent as Authorization: Bearer.',
        body: NewToken,
        response: { 201: TokenWithSecret },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        if (!isWithin(request.body.scope, identity.scope)) return sendProblem(reply, 'beyond_scope');
        const made = await tokens.create(request.body, identity.id);
        noteForAudit(request, { id: made.token.id, after: made.token });
        return reply.code(201).send(made);
      },
    });

    app.route({
      method: 'DELETE',
      url: '/v1/tokens/:tokenId',
      config,
      schema: {
        operationId: 'revokeToken',
        tags: ['access'],
        summary: 'Revoke an API token',
        description: 'At once and for ever.',
        params: TokenParams,
        response: { 200: TokenView, 404: problemResponse('No token has this id', Problem) },
      },
      handler: async (request, reply) => {
        const { scope } = identityOf(request);
        const before = (await tokens.list()).find(({ id }) => id === request.params.tokenId);
        if (before === undefined || !isWithin(before.scope, scope)) return sendProblem(reply, 'not_found');
        const after = await tokens.revoke(before.id);
        noteForAudit(request, { before, after });
        return after ?? sendProblem(reply, 'not_found');
      },
    });
  };
}
