import type { StoredCall } from '../../../contracts/call-record.ts';
import type { LedgerEntry } from '../../../contracts/ledger.ts';
import type { Ledger } from '../ledger/create-ledger.ts';

const PAGE = 500;

/** The entries about some calls, their findings and a bundle, in the order of the ledger, each once. */
export async function ledgerExcerpt(
  ledger: Pick<Ledger, 'read'>,
  calls: readonly StoredCall[],
  bundleId: string,
): Promise<LedgerEntry[]> {
  const entries = new Map<number, LedgerEntry>();
  const objects = [
    { objectKind: 'evidence_bundle', objectId: bundleId },
    ...calls.flatMap(({ record, findings }) => [
      { objectKind: 'call', objectId: record.callId },
      ...findings.map(({ finding }) => ({ objectKind: 'finding', objectId: finding.id })),
    ]),
  ];
  for (const filter of objects)
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page: readonly LedgerEntry[] = await ledger.read({ filter, after, order: 'oldest', limit: PAGE });
      for (const entry of page) entries.set(entry.seq, entry);
      after = page.length < PAGE ? undefined : page.at(-1)?.seq;
    }
  return [...entries.values()].sort((a, b) => a.seq - b.seq);
}

/**
 * An entry for a bundle whose personal data is masked: one with text that would be masked keeps its place in the chain and its
 * hash, and loses what it says.
 */
export function withheldIfChanged(entry: LedgerEntry, masked: unknown): unknown {
  if (JSON.stringify(masked) === JSON.stringify(entry)) return entry;
  const { seq, at, actor, action, object, factId, prevHash, hash, seal } = entry;
  return { seq, at, actor, action, object, factId, prevHash, hash, seal, withheld: 'personal data' };
}
