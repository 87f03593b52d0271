import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  AccountChange,
  AccountList,
  AccountView,
  AccountWithPassword,
  NewAccount,
  Username,
} from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { type Accounts, accountView } from '../access/accounts.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import type { Identity } from '../access/identity.ts';
import { isWithin } from '../access/scope-of.ts';
import { sendProblem } from '../http/problems.ts';

const AccountParams = z.object({ username: Username });
const access = 'accounts:manage' as const;
const config = { access, audit: { action: 'account_change', kind: 'account', param: 'username' } } as const;
const notFound = problemResponse('No account has this name', Problem);
const lastAdmin = problemResponse('The last account that may manage accounts', Problem);

/** /v1/accounts: list, create, change, disable, enable, give a new password. Who has a scope manages only within it. */
export function createAccountRoutes(accounts: Accounts): FastifyPluginAsyncZod {
  async function findFor(identity: Identity, username: string): Promise<AccountView | null> {
    const account = await accounts.find(username);
    return account !== null && isWithin(account.scope, identity.scope) ? accountView(account) : null;
  }

  return async function accountRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/accounts',
      config: { access, audit: { none: 'names and roles of colleagues, no call' } },
      schema: {
        operationId: 'listAccounts',
        tags: ['access'],
        summary: 'List accounts',
        description: 'Those whose scope lies within the own.',
        response: { 200: AccountList },
      },
      handler: async (request) => {
        const { scope } = identityOf(request);
        return { accounts: (await accounts.list()).filter((account) => isWithin(account.scope, scope)) };
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/accounts',
      config,
      schema: {
        operationId: 'createAccount',
        tags: ['access'],
        summary: 'Create an account',
        description:
          'Answers a random password, this once; it must be changed at the first sign-in. The scope must lie within ' +
          'the own.',
        body: NewAccount,
        response: { 201: AccountWithPassword, 409: problemResponse('The name is taken', Problem) },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        if (!isWithin(request.body.scope, identity.scope)) return sendProblem(reply, 'beyond_scope');
        const created = await accounts.create(request.body, identity.id);
        if (created.status === 'exists') return sendProblem(reply, 'account_exists');
        const { account, password } = created;
        noteForAudit(request, { id: account.username, after: account });
        return reply.code(201).send({ account, password });
      },
    });

    app.route({
      method: 'PATCH',
      url: '/v1/accounts/:username',
      config,
      schema: {
        operationId: 'changeAccount',
        tags: ['access'],
        summary: 'Change an account',
        description:
          'Role, scope, collector or name; what is left out stays. Works at once, in open sessions too. What the ' +
          "organisation's provider says is said again at the next sign-in there.",
        params: AccountParams,
        body: AccountChange,
        response: { 200: AccountView, 404: notFound, 409: lastAdmin },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const before = await findFor(identity, request.params.username);
        if (before === null) return sendProblem(reply, 'not_found');
        const { role = before.role, scope = before.scope } = request.body;
        const { collectorId = before.collectorId } = request.body;
        if (!isWithin(scope, identity.scope)) return sendProblem(reply, 'beyond_scope');
        if (role === 'collector' && collectorId === null) {
          const reason = 'is required for a collector: whose published results the account sees';
          return sendProblem(reply, 'invalid_request', { errors: [{ field: 'collectorId', reason }] });
        }
        const after = await accounts.change(before.username, request.body);
        if (after === 'last_admin') return sendProblem(reply, 'last_admin');
        noteForAudit(request, { before, after });
        return after ?? sendProblem(reply, 'not_found');
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
          response: { 200: AccountView, 404: notFound, 409: lastAdmin },
        },
        handler: async (request, reply) => {
          const before = await findFor(identityOf(request), request.params.username);
          const after = before && (await accounts.setDisabled(before.username, disabled));
          if (after === 'last_admin') return sendProblem(reply, 'last_admin');
          noteForAudit(request, { before, after });
          return after ?? sendProblem(reply, 'not_found');
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
          'Random, answered this once, to be changed at the next sign-in. Ends its sessions at once. When nobody can ' +
          'sign in any more: `callwarden accounts reset-password` on the machine.',
        params: AccountParams,
        response: {
          200: AccountWithPassword,
          404: notFound,
          409: problemResponse('The account has no password here', Problem),
        },
      },
      handler: async (request, reply) => {
        const known = await findFor(identityOf(request), request.params.username);
        const reset = known && (await accounts.resetPassword(known.username));
        if (reset === 'no_password') return sendProblem(reply, 'no_password_here');
        noteForAudit(request, { after: { passwordReset: true } });
        return reset ?? sendProblem(reply, 'not_found');
      },
    });
  };
}
