import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LedgerActor } from '../../../contracts/ledger.ts';
import type { Ledger, LedgerFact } from '../ledger/create-ledger.ts';
import type { Audit } from './audited-route.ts';
import { identityOf } from './guard.ts';

export type AuditNote = Pick<LedgerFact, 'reason' | 'before' | 'after' | 'factId'> & {
  readonly id?: string;
  readonly kind?: string;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    audit?: Audit;
  }
  interface FastifyRequest {
    auditNote: AuditNote | null;
  }
}

/** Adds to the fact of this request: the object, the reason, what was before and after. Later notes add to earlier. */
export function noteForAudit(request: FastifyRequest, note: AuditNote): void {
  request.auditNote = { ...request.auditNote, ...note };
}

/** The asking person as the ledger names them. */
export function actorOf(request: FastifyRequest): LedgerActor {
  const { id, role } = identityOf(request);
  return { id, role };
}

/**
 * Appends the facts that routes declare as `config.audit`, after the handler has succeeded and before anything of its
 * answer leaves. When the ledger can't take the fact the answer is a fault: nothing is shown that isn't written down.
 */
export function auditRequests(app: FastifyInstance, ledger: Pick<Ledger, 'append'>): void {
  app.decorateRequest('auditNote', null);
  app.addHook('onSend', async (request, reply) => {
    const { audit } = request.routeOptions.config;
    const isDone = reply.statusCode < 400 && request.identity !== null;
    if (!isDone || audit === undefined || !('action' in audit)) return;
    const { id, kind, ...told } = request.auditNote ?? {};
    await ledger.append({
      ...told,
      actor: actorOf(request),
      action: audit.action,
      object: { kind: kind ?? audit.kind, id: id ?? paramOf(request, audit.param) },
    });
  });
}

function paramOf({ params }: FastifyRequest, name: string | undefined): string {
  const given = typeof params === 'object' && params !== null ? Object.entries(params) : [];
  const value = given.find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}
