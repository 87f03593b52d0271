import type { StoredCall } from '../../../contracts/call-record.ts';
import { amendCall, decideWrite, reopenedEvents } from '../amend-call.ts';
import { checkOutcome } from '../check-outcome.ts';
import { type CallOutcome, RecordStoreError, type WriteResult } from '../port.ts';
import type { BulkOperation, BulkWriter } from './bulk-writer.ts';
import { callDocument, type QueueBefore } from './call-document.ts';
import type { FindDeleted } from './delete-calls.ts';
import { documentId, type IndexNames } from './index-names.ts';
import type { LocateCalls, LocatedCall } from './locate-calls.ts';
import type { MonthIndices } from './month-indices.ts';
import type { ProjectFindings } from './project-findings.ts';

export interface WriteCallsDeps {
  readonly names: IndexNames;
  readonly months: MonthIndices;
  readonly locate: LocateCalls;
  readonly write: BulkWriter;
  readonly project: ProjectFindings;
  readonly findDeleted: FindDeleted;
  readonly now: () => Date;
}

/** How often a call may clash with other writers of the same call before that is a fault. */
const ROUNDS = 30;

/** What a call will be, and what its writer is told, once `operation` (null: nothing) is carried out. */
interface Plan {
  readonly operation: BulkOperation | null;
  readonly after: Omit<LocatedCall, 'guard'>;
  readonly result: WriteResult;
}

/**
 * RecordStore.writeCalls over OpenSearch. A new call is created under its own id, an amended one replaced while it is
 * as it was read; a clash reads again. The call document is the truth; its findings follow in the findings family.
 */
export function createWriteCalls(deps: WriteCallsDeps) {
  const { names, months, locate, write, project, findDeleted, now } = deps;

  function plan(incoming: StoredCall, located: LocatedCall | undefined, supersede: boolean): Plan {
    if (located === undefined) {
      const home = incoming.record.month;
      const written = { call: incoming, dropped: [], home, version: 1, queue: null };
      const made = operationFor(written, null, 'create');
      return {
        operation: made.operation,
        after: { ...written, queue: made.queue },
        result: { status: 'created' },
      };
    }
    const decision = decideWrite(located.call.record, incoming.record, supersede);
    if (decision !== 'amend') {
      const reopened = reopenedEvents(located.call.findings);
      const result: WriteResult =
        decision === 'stale' ? { status: 'stale' } : { status: 'unchanged', reopened };
      return { operation: null, after: located, result };
    }
    const call = amendCall(located.call, incoming, now().toISOString());
    const written = {
      ...located,
      call,
      dropped: droppedBy(located, call),
      version: located.version + 1,
    };
    const made = operationFor(written, located.queue, 'index');
    return {
      operation: { ...made.operation, guard: located.guard },
      after: { ...written, queue: made.queue },
      result: { status: 'amended', reopened: reopenedEvents(call.findings) },
    };
  }

  function operationFor(
    { call, dropped, home }: Pick<LocatedCall, 'call' | 'dropped' | 'home'>,
    before: QueueBefore | null,
    action: 'create' | 'index',
  ): { operation: BulkOperation; queue: QueueBefore } {
    const alias = names.writing('calls', home);
    const { body, queue } = callDocument(call, { dropped, before, nowMs: now().getTime() });
    return { operation: { action, alias, id: documentId(call.record.callId), body }, queue };
  }

  /** Writes calls of different ids; results by call id. */
  async function writeWave(
    calls: readonly StoredCall[],
    supersede: boolean,
  ): Promise<Map<string, WriteResult>> {
    const results = new Map<string, WriteResult>();
    let open = calls;
    for (let round = 1; open.length > 0; round += 1) {
      if (round > ROUNDS) throw tooManyClashes();
      const located = await locate.expected(open.map(({ record }) => record));
      const ids = open.map(({ record }) => record.callId);
      for (const callId of await findDeleted(ids.filter((id) => !located.has(id))))
        results.set(callId, { status: 'stale' });
      open = open.filter(({ record }) => !results.has(record.callId));
      const plans = open.map((call) => plan(call, located.get(call.record.callId), supersede));
      const settled = await carryOut(plans);
      await project(settled.filter((each) => each.result.status !== 'refused').map(({ after }) => after));
      for (const { after, result } of settled) results.set(after.call.record.callId, result);
      open = open.filter(({ record }) => !results.has(record.callId));
    }
    return results;
  }

  /** The plans that came true; those that clashed with another writer, or whose month has gone, are left out. */
  async function carryOut(plans: readonly Plan[]): Promise<Plan[]> {
    const homes = new Set(plans.flatMap(({ operation, after }) => (operation === null ? [] : [after.home])));
    for (const home of homes) await months.ensureMonth('calls', home);
    const outcomes = await write(plans.flatMap(({ operation }) => operation ?? []));
    let next = 0;
    return plans.flatMap((plan): Plan[] => {
      if (plan.operation === null) return [plan];
      const outcome = outcomes[next++];
      if (outcome?.status === 'done')
        return [{ ...plan, after: { ...plan.after, version: outcome.version } }];
      if (outcome?.status === 'refused') return [{ ...plan, result: outcome }];
      if (outcome?.status === 'no_index') months.forget('calls', plan.after.home);
      return [];
    });
  }

  return async function writeCalls(
    outcomes: readonly CallOutcome[],
    { supersede = false }: { readonly supersede?: boolean } = {},
  ): Promise<readonly WriteResult[]> {
    const checked = outcomes.map(checkOutcome);
    const results = checked.map((each): WriteResult | null =>
      each.ok ? null : { status: 'refused', reason: each.reason },
    );
    const waves = wavesOf(checked.flatMap((each, index) => (each.ok ? [{ index, call: each.call }] : [])));
    for (const wave of waves) {
      const written = await writeWave(
        wave.map(({ call }) => call),
        supersede,
      );
      for (const { index, call } of wave) results[index] = written.get(call.record.callId) ?? null;
    }
    return results.filter((result) => result !== null);
  };
}

interface Numbered {
  readonly index: number;
  readonly call: StoredCall;
}

/** Copies of one call go into different waves, in their order. */
function wavesOf(calls: readonly Numbered[]): Numbered[][] {
  const waves: Numbered[][] = [];
  const copies = new Map<string, number>();
  for (const each of calls) {
    const wave = copies.get(each.call.record.callId) ?? 0;
    copies.set(each.call.record.callId, wave + 1);
    waves[wave] = [...(waves[wave] ?? []), each];
  }
  return waves;
}

function droppedBy(before: LocatedCall, after: StoredCall): string[] {
  const has = new Set(after.findings.map(({ finding }) => finding.id));
  const once = [...before.dropped, ...before.call.findings.map(({ finding }) => finding.id)];
  return [...new Set(once)].filter((id) => !has.has(id));
}

function tooManyClashes(): RecordStoreError {
  return new RecordStoreError('STORE_BUSY', 'other writers change the same call all the time', {
    retriable: true,
  });
}
