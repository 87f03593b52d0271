import type { LedgerAction } from '../../../contracts/ledger.ts';

/** A request of this route is a fact of the ledger, appended before it is answered. */
export interface AuditedRoute {
  readonly action: LedgerAction;
  /** Kind of what it is done to; a handler may name another with noteForAudit. */
  readonly kind: string;
  /** The route's parameter with the id; without, the handler tells it, or there is none. */
  readonly param?: string;
}

/**
 * What a route leaves in the ledger: see {@link AuditedRoute}; itself: its handler or a service below appends, and
 * which; none: nothing, and why not.
 */
export type Audit = AuditedRoute | { readonly itself: string } | { readonly none: string };
