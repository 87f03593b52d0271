import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { LedgerActor } from '../../../contracts/ledger.ts';
import type { RetentionPolicy, RetentionRun, Tombstone } from '../../../contracts/retention.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { LegalHolds } from '../holds/legal-holds.ts';
import { createKeptDocuments } from '../kept-documents.ts';
import type { Ledger } from '../ledger/create-ledger.ts';
import { createDeletionBatches, type DeletionBatchesOptions } from './deletion-batches.ts';
import { dueAt, keptAs, needsActivity, youngestDueMs } from './due-at.ts';
import { createReadTombstone, type ReadTombstone } from './read-tombstone.ts';
import { createRetentionPolicy, type RetentionPolicyKeeper } from './retention-policy.ts';

export interface RunOptions {
  /** Counts and names, deletes nothing. */
  readonly dryRun: boolean;
  readonly actor: LedgerActor;
  /** Stops between two batches; the next run goes on. */
  readonly signal?: AbortSignal;
  /** Stops after so many. */
  readonly maxBatches?: number;
}

export interface Retention {
  readonly policy: RetentionPolicyKeeper;
  readonly readTombstone: ReadTombstone;
  run(options: RunOptions): Promise<RetentionRun>;
  /** The day's run (UTC), or the rest of it; null when it is done. */
  daily(signal?: AbortSignal): Promise<RetentionRun | null>;
}

export interface RetentionOptions {
  readonly store: DeletionBatchesOptions['store'] & Pick<RecordStore, 'scan' | 'contacts' | 'entriesOfFacts'>;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly holds: Pick<LegalHolds, 'keeper'>;
  readonly now: () => Date;
  /** Calls that are deleted together; default 100. */
  readonly batchSize?: number;
}

const SAMPLE = 20;
/** Housekeeping has other things to do in between. */
const BATCHES_A_ROUND = 20;
const DAILY: LedgerActor = { id: 'system:retention', role: 'system' };
const Day = z.strictObject({ day: z.string() });

type Verdict =
  | { readonly status: 'keep' | 'held' }
  | { readonly status: 'delete'; readonly stone: Tombstone };

/** Deletes calls whose time is over and that no hold keeps, the oldest first. */
export function createRetention(options: RetentionOptions): Retention {
  const { store, ledger, holds, now, batchSize = 100 } = options;
  const policy = createRetentionPolicy(store);
  const batches = createDeletionBatches(options);
  const days = createKeptDocuments(store, 'retention-day', Day);

  async function lastActivityMs({ record }: StoredCall, nowMs: number): Promise<number> {
    const { debtorId, numberHash, startedAtMs } = record;
    const contacts = await store.contacts({
      ...(debtorId !== null && { debtorId }),
      ...(numberHash !== null && { numberHash }),
      fromMs: startedAtMs,
      toMs: nowMs + 1,
    });
    return contacts.at(-1)?.startedAtMs ?? startedAtMs;
  }

  interface Round {
    readonly runId: string;
    readonly batchId: string;
    readonly at: Date;
    readonly by: string;
    readonly policy: RetentionPolicy;
    readonly isHeld: (record: StoredCall['record']) => boolean;
  }

  async function judge(call: StoredCall, round: Round): Promise<Verdict> {
    const { rules, version } = round.policy;
    const { record } = call;
    const kind = keptAs(call);
    const nowMs = round.at.getTime();
    // Later contacts only keep it longer: they are asked for when the call alone says that its time is over.
    const alone = dueAt(rules, record, kind, record.startedAtMs);
    if (alone.dueAtMs > nowMs) return { status: 'keep' };
    const asks = needsActivity(rules, record, kind);
    const { dueAtMs, rule } = asks ? dueAt(rules, record, kind, await lastActivityMs(call, nowMs)) : alone;
    if (dueAtMs > nowMs) return { status: 'keep' };
    if (round.isHeld(record)) return { status: 'held' };
    const { callId, agency, team, collectorId } = record;
    return {
      status: 'delete',
      stone: {
        callId,
        recordHash: contentHash(call),
        keptAs: kind,
        rule,
        policyVersion: version,
        dueAt: new Date(dueAtMs).toISOString(),
        deletedAt: round.at.toISOString(),
        deletedBy: round.by,
        runId: round.runId,
        batchId: round.batchId,
        agency,
        team,
        collectorId,
      },
    };
  }

  async function run({ dryRun, actor, signal, maxBatches }: RunOptions): Promise<RetentionRun> {
    const runId = randomUUID();
    const at = now();
    if (!dryRun) await batches.finishPending();
    const inForce = await policy.current();
    const tally = createTally();
    let stones: Tombstone[] = [];
    let batchId = randomUUID();
    let done = 0;
    let finished = true;

    async function carryOut(): Promise<void> {
      const gone = dryRun ? stones.length : await batches.carryOut(batchId, actor, stones);
      tally.add(stones, gone);
      stones = [];
      batchId = randomUUID();
      done += 1;
    }

    const isHeld = await holds.keeper();
    const to = new Date(youngestDueMs(inForce.rules, at.getTime())).toISOString();
    for await (const call of store.scan({ to })) {
      if (signal?.aborted || (maxBatches !== undefined && done >= maxBatches)) {
        finished = false;
        break;
      }
      const verdict = await judge(call, { runId, batchId, at, by: actor.id, policy: inForce, isHeld });
      if (verdict.status === 'held') tally.hold();
      if (verdict.status === 'delete') stones.push(verdict.stone);
      if (stones.length === batchSize) await carryOut();
    }
    if (stones.length > 0 && finished) await carryOut();
    if (!dryRun) await batches.expunge();
    const result: RetentionRun = {
      runId,
      dryRun,
      startedAt: at.toISOString(),
      policyVersion: inForce.version,
      ...tally.result(),
      finished,
    };
    const { runId: _, sample: __, ...figures } = result;
    // A day without anything to delete is no fact.
    if (actor === DAILY && result.deleted + result.held === 0) return result;
    await ledger.append({
      actor,
      action: 'retention_run',
      object: { kind: 'retention_run', id: runId },
      after: figures,
    });
    return result;
  }

  return {
    policy,
    readTombstone: createReadTombstone(store),
    run,
    async daily(signal) {
      const day = now().toISOString().slice(0, 10);
      if ((await days.get('done'))?.body.day === day) return null;
      const result = await run({
        dryRun: false,
        actor: DAILY,
        maxBatches: BATCHES_A_ROUND,
        ...(signal && { signal }),
      });
      if (!result.finished) return result;
      if (!(await days.create('done', { day }))) await days.update('done', () => ({ day }));
      return result;
    },
  };
}

function createTally() {
  const byRule: Record<string, number> = {};
  const byKind = { flagged: 0, sampled: 0, compact: 0 };
  const sample: string[] = [];
  let deleted = 0;
  let held = 0;
  return {
    /** Of these, `gone` were deleted: the others were held in the last moment. */
    add(stones: readonly Tombstone[], gone: number) {
      deleted += gone;
      held += stones.length - gone;
      for (const { callId, rule, keptAs: kind } of stones) {
        byRule[rule] = (byRule[rule] ?? 0) + 1;
        byKind[kind] += 1;
        if (sample.length < SAMPLE) sample.push(callId);
      }
    },
    hold: () => {
      held += 1;
    },
    result: () => ({ deleted, held, byRule, byKind, sample }),
  };
}
