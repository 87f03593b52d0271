import type { Part } from '../../platform/lifecycle/part.ts';
import { ensureFirstAccount, type FirstAccount } from './access/ensure-first-account.ts';
import { createReviewApi, type ReviewApiOptions } from './create-review-api.ts';
import { createReviewServices, type ReviewServicesOptions } from './create-review-services.ts';
import { type EvidenceSetup, openEvidence } from './evidence/open-evidence.ts';
import { keepHouse } from './keep-house.ts';

export interface ReviewApiPartOptions
  extends Omit<ReviewApiOptions, 'services' | 'evidence'>,
    ReviewServicesOptions {
  /** Without, no evidence can be exported here. */
  readonly evidence?: EvidenceSetup;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Told once, at the very first start: for the person in front, never for a log. */
  readonly onFirstAccount: (account: FirstAccount) => void;
  /** Told when it listens, for example http://127.0.0.1:8080. */
  readonly onListening?: (url: string) => void;
  /** Between two rounds of housekeeping. Default one minute. */
  readonly housekeepingMs?: number;
}

/** Connections that still work when the server stops are cut after this. */
const CUT_AFTER_MS = 5_000;

/** The review API as a part of a process: makes the first account, listens, keeps house. The schema must exist. */
export function createReviewApiPart(options: ReviewApiPartOptions): Part {
  return {
    name: 'review-api',
    async start() {
      const services = createReviewServices(options);
      const first = await ensureFirstAccount(services.accounts);
      if (first !== null) options.onFirstAccount(first);
      const { evidence: setup, ...rest } = options;
      const evidence =
        setup && (await openEvidence(setup, { ...options, ...services, explain: options.explain ?? null }));
      const app = await createReviewApi({ ...rest, services, ...(evidence && { evidence }) });
      const url = await app.listen({ host: options.host, port: options.port });
      options.onListening?.(url);
      const ending = new AbortController();
      const house = keepHouse({
        services,
        logger: options.logger,
        everyMs: options.housekeepingMs ?? 60_000,
        signal: ending.signal,
      });
      return {
        async stop() {
          ending.abort();
          const cut = setTimeout(() => app.server.closeAllConnections(), CUT_AFTER_MS);
          await app.close();
          clearTimeout(cut);
          await house;
          await services.outbox.settle();
          await services.ledger.settle();
        },
      };
    },
  };
}
