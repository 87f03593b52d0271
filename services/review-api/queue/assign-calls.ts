import { ROLE_PERMISSIONS } from '../../../contracts/access.ts';
import type { CallRecord } from '../../../contracts/call-record.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { AssignInput, WorkResults } from '../../../contracts/queue.ts';
import type { AssignmentRule } from '../../../contracts/review-settings.ts';
import { type RecordStore, RecordStoreError } from '../../../platform/record-store/port.ts';
import type { Accounts } from '../access/accounts.ts';
import type { Identity } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import type { DocumentStore } from '../kept-documents.ts';
import type { ReviewSettingsKeeper } from './review-settings-keeper.ts';
import { decideAssign } from './work-decisions.ts';
import type { WorkQueue } from './work-queue.ts';

type Result = WorkResults['results'][number];
type Chosen = { readonly to: string | null } | { readonly none: 'no_rule_fits' | 'not_allowed' };

export interface AssignOptions {
  readonly store: DocumentStore & Pick<RecordStore, 'queued'>;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly settings: Pick<ReviewSettingsKeeper, 'current'>;
  readonly queue: Pick<WorkQueue, 'change'>;
}

export type AssignCalls = (input: AssignInput, identity: Identity) => Promise<WorkResults>;

const MAX_CLASHES = 100;

/** Gives calls to people: to one, in turn, or as the rules say; only to whom may judge the call. */
export function createAssignCalls({ store, accounts, settings, queue }: AssignOptions): AssignCalls {
  async function mayJudge(person: string, record: CallRecord): Promise<boolean> {
    const account = await accounts.find(person);
    if (account === null || account.disabled) return false;
    return ROLE_PERMISSIONS[account.role].includes('findings:judge') && scopeOf(account).admits(record);
  }

  /** Whose turn it is among these people, over all processes. */
  async function takeTurn(people: readonly string[]): Promise<number> {
    const id = contentHash(people);
    for (let clashes = 0; clashes < MAX_CLASHES; clashes += 1) {
      const kept = await store.getDocument('assignment-turn', id);
      const turn = kept !== null && typeof kept.body === 'number' ? kept.body : 0;
      const next = (turn + 1) % people.length;
      if ((await store.putDocument('assignment-turn', id, next, kept?.version ?? 0)) !== null) return turn;
    }
    throw new RecordStoreError('STORE_BUSY', 'whose turn it is changes all the time', { retriable: true });
  }

  /** The next in turn who may; those who may not are passed over. */
  async function nextOf(people: readonly string[], record: CallRecord): Promise<Chosen> {
    for (let tried = 0; tried < people.length; tried += 1) {
      const person = people[people.length === 1 ? 0 : await takeTurn(people)];
      if (person !== undefined && (await mayJudge(person, record))) return { to: person };
    }
    return { none: 'not_allowed' };
  }

  async function choose(to: AssignInput['to'], record: CallRecord): Promise<Chosen> {
    if (to.how === 'person') return to.person === null ? { to: null } : nextOf([to.person], record);
    if (to.how === 'round_robin') return nextOf(to.people, record);
    const { assignment } = await settings.current();
    const rule = assignment.rules.find((one) => fits(one, record));
    return rule === undefined ? { none: 'no_rule_fits' } : nextOf(rule.to, record);
  }

  return async function assignCalls({ calls, to }, identity) {
    const results: Result[] = [];
    for (const { callId, version } of calls) {
      const hit = await store.queued(callId);
      if (hit === null || !scopeOf(identity).admits(hit.record)) {
        results.push({ callId, status: 'not_found' });
        continue;
      }
      if (hit.work.version !== version) {
        results.push({ callId, status: 'conflict', version: hit.work.version });
        continue;
      }
      const chosen = await choose(to, hit.record);
      if ('none' in chosen) {
        results.push({ callId, status: chosen.none, version });
        continue;
      }
      const answer = await queue.change(callId, identity, version, (call, context) =>
        decideAssign(call, version, chosen.to, context),
      );
      results.push(resultOf(callId, chosen.to, answer));
    }
    return { results };
  };
}

function resultOf(
  callId: string,
  to: string | null,
  answer: Awaited<ReturnType<WorkQueue['change']>>,
): Result {
  if (answer.status === 'done') return { callId, status: 'done', version: answer.item.version, to };
  if (answer.status === 'conflict') return { callId, status: 'conflict', version: answer.item.version };
  return { callId, status: 'not_found' };
}

/** Whether a rule is about a call. A language stands for its kinds: zh for zh-CN and zh-TW. */
function fits({ agency, team, language }: AssignmentRule, record: CallRecord): boolean {
  const speaks = (wanted: string) => record.language === wanted || record.language.startsWith(`${wanted}-`);
  return (
    (agency === undefined || (record.agency !== null && agency.includes(record.agency))) &&
    (team === undefined || (record.team !== null && team.includes(record.team))) &&
    (language === undefined || language.some(speaks))
  );
}
