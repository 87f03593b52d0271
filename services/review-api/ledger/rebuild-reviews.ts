import { createHash } from 'node:crypto';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import { LedgerEntry } from '../../../contracts/ledger.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { deriveReviews, type ReviewDifference, type ToldEvents } from './derive-reviews.ts';
import { queueEventOf, reviewEventOf } from './review-fact.ts';

export type Rebuilt = ReviewDifference & {
  /**
   * written: the store holds now what the ledger tells; would_write: on a dry run; waits: events of it are being told
   * in this moment; stuck: see obstacle.
   */
  readonly outcome: 'written' | 'would_write' | 'waits' | 'stuck';
};

export interface RebuildOptions {
  readonly store: Pick<
    RecordStore,
    'scan' | 'scanEntries' | 'lastEntry' | 'entriesOfFacts' | 'getDocument' | 'changeReviews'
  >;
  readonly dryRun: boolean;
  /** Entries in memory at once; a larger ledger is read several times. Default 200000. */
  readonly entriesAtOnce?: number;
}

/**
 * Derives the review of every finding, and the work on every call, from the ledger again and writes it where the store
 * differs. May run while people review: what is told in this moment is left alone. Throws ZodError for an entry that
 * was tampered with beyond its form: verify the ledger first.
 */
export async function* rebuildReviews({
  store,
  dryRun,
  entriesAtOnce = 200_000,
}: RebuildOptions): AsyncGenerator<Rebuilt> {
  const last = (await store.lastEntry())?.seq ?? 0;
  const rounds = Math.max(1, Math.ceil(last / entriesAtOnce));
  for (let round = 0; round < rounds; round += 1) {
    const isOfRound = (callId: string) => roundOf(callId, rounds) === round;
    const told = await eventsOf(store, isOfRound);
    for await (const call of store.scan({})) {
      const { callId } = call.record;
      if (isOfRound(callId)) yield* rebuildCall(store, call, told.get(callId) ?? NOTHING, dryRun);
    }
  }
}

const NOTHING: ToldEvents = { findings: [], work: [] };

async function* rebuildCall(
  store: RebuildOptions['store'],
  call: StoredCall,
  told: ToldEvents,
  dryRun: boolean,
): AsyncGenerator<Rebuilt> {
  const { derived, differences } = deriveReviews(call, told);
  if (differences.length === 0) return;
  const untold = differences.flatMap((difference) => difference.untold);
  const waits = await areBeingTold(store, untold);
  const mayWrite = !waits && differences.some(({ obstacle }) => obstacle === null);
  const before = canonicalJson(partsOf(call));
  const isWritten =
    mayWrite && !dryRun
      ? (
          await store.changeReviews(call.record.callId, (current) =>
            canonicalJson(partsOf(current)) === before ? derived : null,
          )
        ).status === 'written'
      : false;
  for (const difference of differences) {
    if (difference.obstacle !== null) yield { ...difference, outcome: 'stuck' };
    else if (waits) yield { ...difference, outcome: 'waits' };
    else if (dryRun) yield { ...difference, outcome: 'would_write' };
    else yield { ...difference, outcome: isWritten ? 'written' : 'waits' };
  }
}

const partsOf = ({ findings, work }: StoredCall) => ({ findings, work });

/**
 * Whether the store is ahead of what was read of the ledger: an event is noted in the outbox from before it is written
 * until after it is in the ledger, so it is looked for there first, and then in the ledger again. A reopening by an
 * analysis comes into the ledger from the reviews topic, whenever that is read.
 */
async function areBeingTold(
  store: RebuildOptions['store'],
  untold: ReviewDifference['untold'],
): Promise<boolean> {
  if (untold.some(({ kind }) => kind === 'reopened')) return true;
  const ids = untold.map(({ id }) => id);
  for (const id of ids) if ((await store.getDocument('review-outbox', id)) !== null) return true;
  return ids.length > 0 && (await store.entriesOfFacts(ids)).length > 0;
}

async function eventsOf(
  store: Pick<RecordStore, 'scanEntries'>,
  isWanted: (callId: string) => boolean,
): Promise<ReadonlyMap<string, ToldEvents>> {
  const told = new Map<
    string,
    { findings: ToldEvents['findings'][number][]; work: ToldEvents['work'][number][] }
  >();
  for await (const { entry } of store.scanEntries(1)) {
    const parsed = LedgerEntry.parse(entry);
    const review = reviewEventOf(parsed);
    const work = review === null ? queueEventOf(parsed) : null;
    const callId = (review ?? work)?.callId;
    if (callId === undefined || !isWanted(callId)) continue;
    const events = told.get(callId) ?? { findings: [], work: [] };
    if (review !== null) events.findings.push(review);
    if (work !== null) events.work.push(work);
    told.set(callId, events);
  }
  return told;
}

function roundOf(callId: string, rounds: number): number {
  return rounds === 1 ? 0 : createHash('sha256').update(callId).digest().readUInt32BE(0) % rounds;
}
