import type { EventLog } from '../../platform/event-log/port.ts';
import type { Part } from '../../platform/lifecycle/part.ts';
import { ensureFirstAccount, type FirstAccount } from './access/ensure-first-account.ts';
import { createReviewApi, type ReviewApiOptions } from './create-review-api.ts';
import { createReviewServices, type ReviewServicesOptions } from './create-review-services.ts';
import { type EvidenceSetup, openEvidence } from './evidence/open-evidence.ts';
import { keepHouse } from './keep-house.ts';
import { createReviewTopicIntake } from './ledger/review-topic-intake.ts';

export interface ReviewApiPartOptions
  extends Omit<ReviewApiOptions, 'services' | 'evidence'>,
    ReviewServicesOptions {
  /** Without, no evidence can be exported here. */
  readonly evidence?: EvidenceSetup;
  /** Read into the ledger; without, reopenings by an analysis are not in it. */
  readonly reviews?: Pick<EventLog, 'consume'>;
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

/** The group that reads the reviews topic into the ledger. */
const LEDGER_GROUP = 'callwarden-ledger';

/** Connections that still work when the server stops are cut after this. */
const CUT_AFTER_MS = 5_000;

/** The review API as a part of a process: makes the first account, listens, keeps house. The schema must exist. */
export function createReviewApiPart(options: ReviewApiPartOptions): Part {
  return {
    name: 'review-api',
    async start(fail) {
      const services = createReviewServices(options);
      const first = await ensureFirstAccount(services.accounts);
      if (first !== null) options.onFirstAccount(first);
      const { evidence: setup, ...rest } = options;
      const evidence =
        setup && (await openEvidence(setup, { ...options, ...services, explain: options.explain ?? null }));
      const app = await createReviewApi({ ...rest, services, ...(evidence && { evidence }) });
      const url = await app.listen({ host: options.host, port: options.port });
      options.onListening?.(url);
      const intake = await options.reviews?.consume({
        topic: 'reviews',
        group: LEDGER_GROUP,
        handle: createReviewTopicIntake({ ledger: services.ledger, logger: options.logger }),
      });
      intake?.done.catch(fail);
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
          await intake?.stop();
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
