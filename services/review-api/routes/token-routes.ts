import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { NewToken, TokenList, TokenView, TokenWithSecret } from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { ApiTokens } from '../access/api-tokens.ts';
import { identityOf } from '../access/guard.ts';
import { sendProblem } from '../http/problems.ts';

const TokenParams = z.object({ tokenId: z.string().max(64) });
const config = { access: 'tokens:manage' } as const;

/** /v1/tokens: list, create, revoke. */
export function createTokenRoutes(tokens: ApiTokens): FastifyPluginAsyncZod {
  return async function tokenRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/tokens',
      config,
      schema: {
        operationId: 'listTokens',
        tags: ['access'],
        summary: 'List API tokens',
        description: 'Revoked ones too. Of the token itself only the last four characters are known.',
        response: { 200: TokenList },
      },
      handler: async () => ({ tokens: [...(await tokens.list())] }),
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
      handler: async (request, reply) =>
        reply.code(201).send(await tokens.create(request.body, identityOf(request).id)),
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
      handler: async (request, reply) =>
        (await tokens.revoke(request.params.tokenId)) ?? sendProblem(reply, 'not_found'),
    });
  };
}
