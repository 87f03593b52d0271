import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  AccountList,
  AccountView,
  AccountWithPassword,
  NewAccount,
  Username,
} from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { Accounts } from '../access/accounts.ts';
import { identityOf } from '../access/guard.ts';
import { sendProblem } from '../http/problems.ts';

const AccountParams = z.object({ username: Username });
const config = { access: 'accounts:manage' } as const;
const notFound = problemResponse('No account has this name', Problem);

/** /v1/accounts: list, create, disable, enable, give a new password. */
export function createAccountRoutes(accounts: Accounts): FastifyPluginAsyncZod {
  return async function accountRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/accounts',
      config,
      schema: {
        operationId: 'listAccounts',
        tags: ['access'],
        summary: 'List accounts',
        response: { 200: AccountList },
      },
      handler: async () => ({ accounts: [...(await accounts.list())] }),
    });

    app.route({
      method: 'POST',
      url: '/v1/accounts',
      config,
      schema: {
        operationId: 'createAccount',
        tags: ['access'],
        summary: 'Create an account',
        description: 'Answers a random password, this once; it must be changed at the first sign-in.',
        body: NewAccount,
        response: { 201: AccountWithPassword, 409: problemResponse('The name is taken', Problem) },
      },
      handler: async (request, reply) => {
        const created = await accounts.create(request.body, identityOf(request).id);
        if (created.status === 'exists') return sendProblem(reply, 'account_exists');
        const { account, password } = created;
        return reply.code(201).send({ account, password });
      },
    });

    for (const [verb, disabled] of [
      ['disable', true],
      ['enable', false],
    ] as const) {
      app.route({
        method: 'POST',
        url: `/v1/accounts/:username/${verb}`,
        config,
        schema: {
          operationId: `${verb}Account`,
          tags: ['access'],
          summary: disabled ? 'Disable an account' : 'Enable an account',
          description: disabled ? 'Ends its sessions at once.' : 'It can sign in again.',
          params: AccountParams,
          response: {
            200: AccountView,
            404: notFound,
            409: problemResponse('The last account that may manage accounts', Problem),
          },
        },
        handler: async (request, reply) => {
          const account = await accounts.setDisabled(request.params.username, disabled);
          if (account === 'last_admin') return sendProblem(reply, 'last_admin');
          return account ?? sendProblem(reply, 'not_found');
        },
      });
    }

    app.route({
      method: 'POST',
      url: '/v1/accounts/:username/reset-password',
      config,
      schema: {
        operationId: 'resetPassword',
        tags: ['access'],
        summary: 'Give an account a new password',
        description:
          'Random, answered this once, to be changed at the next sign-in. Ends its sessions at once.',
        params: AccountParams,
        response: { 200: AccountWithPassword, 404: notFound },
      },
      handler: async (request, reply) =>
        (await accounts.resetPassword(request.params.username)) ?? sendProblem(reply, 'not_found'),
    });
  };
}
