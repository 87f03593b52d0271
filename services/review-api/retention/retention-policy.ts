import {
  DEFAULT_RETENTION,
  type RetentionPolicy,
  type RetentionPolicyInput,
  RetentionRules,
} from '../../../contracts/retention.ts';
import type { DocumentStore } from '../kept-documents.ts';

export interface RetentionPolicyKeeper {
  current(): Promise<RetentionPolicy>;
  /** Null when the policy has changed since it was read. */
  replace(input: RetentionPolicyInput): Promise<RetentionPolicy | null>;
}

const KIND = 'retention-policy';
const ID = 'policy';

/** The policy as a kept document; the defaults until somebody changes it. */
export function createRetentionPolicy(store: DocumentStore): RetentionPolicyKeeper {
  return {
    async current() {
      const found = await store.getDocument(KIND, ID);
      if (found === null) return DEFAULT_RETENTION;
      return { version: found.version, rules: RetentionRules.parse(found.body) };
    },
    async replace({ version, rules }) {
      const written = await store.putDocument(KIND, ID, rules, version);
      return written === null ? null : { version: written, rules };
    },
  };
}
