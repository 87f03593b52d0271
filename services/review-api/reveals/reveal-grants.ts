import { z } from 'zod';
import { RevealGrant, type RevealRequest } from '../../../contracts/personal-data.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';

export interface RevealGrantsOptions {
  readonly store: DocumentStore;
  readonly now: () => Date;
  /** How long a reveal lasts. */
  readonly revealMs: number;
}

/** Who may see personal data of which call until when. */
export interface RevealGrants {
  /** What somebody may see at this moment. */
  activeOf(identityId: string): Promise<readonly RevealGrant[]>;
  /** A new grant beside the others; one for the same call and kinds is replaced. */
  give(identityId: string, callId: string, request: RevealRequest): Promise<RevealGrant>;
  /** Ends what somebody may see of a call. */
  end(identityId: string, callId: string): Promise<void>;
}

const Grants = z.strictObject({ grants: z.array(RevealGrant) });

/** Grants as a document a person (`reveal-grants`); ended ones are dropped with the next change, the ledger has them all. */
export function createRevealGrants({ store, now, revealMs }: RevealGrantsOptions): RevealGrants {
  const documents = createKeptDocuments(store, 'reveal-grants', Grants);
  const isActive = ({ expiresAt }: RevealGrant) => Date.parse(expiresAt) > now().getTime();

  async function change(id: string, next: (active: RevealGrant[]) => RevealGrant[]): Promise<void> {
    const first = { grants: next([]) };
    if (await documents.create(id, first)) return;
    await documents.update(id, ({ grants }) => ({ grants: next(grants.filter(isActive)) }));
  }

  return {
    async activeOf(identityId) {
      return (await documents.get(identityId))?.body.grants.filter(isActive) ?? [];
    },
    async give(identityId, callId, { reason, comment, kinds }) {
      const grantedAt = now();
      const grant: RevealGrant = {
        callId,
        kinds: kinds ?? null,
        reason,
        comment: comment ?? null,
        grantedAt: grantedAt.toISOString(),
        expiresAt: new Date(grantedAt.getTime() + revealMs).toISOString(),
      };
      const isSame = (other: RevealGrant) =>
        other.callId === callId && String(other.kinds) === String(grant.kinds);
      await change(identityId, (active) => [...active.filter((other) => !isSame(other)), grant]);
      return grant;
    },
    end: (identityId, callId) =>
      change(identityId, (active) => active.filter((grant) => grant.callId !== callId)),
  };
}
