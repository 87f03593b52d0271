import { contentHash } from '../../../contracts/canonical-json.ts';

export interface SearchFact {
  readonly id: string;
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * What the ledger keeps of a question: its filters. Of the words searched for only their hash and length, since
 * they may be a person's name or number and the ledger forgets nothing; whether a given text was searched for can be told
 * by hashing it again (contentHash of the text).
 */
export function searchFact({ text, ...filters }: Readonly<Record<string, unknown>>): SearchFact {
  const words = typeof text === 'string' ? { textHash: contentHash(text), textLength: text.length } : {};
  const asked = { ...filters, ...words };
  return { id: contentHash(asked), after: asked };
}
