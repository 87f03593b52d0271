import type { Severity } from '../../../contracts/vocabulary.ts';
import type { QueueWhere } from '../queue-port.ts';
import { severityRank } from '../sort-keys.ts';
import { anyOf, type Clause, equal, filterQuery } from './filter-query.ts';

const OPEN_STATES = ['new', 'claimed', 'reopened'];
const SEVERITIES: readonly Severity[] = ['redline', 'serious', 'minor'];

/** The query over the calls family for what is wanted of the queue; semantics in queue-port.ts. */
export function queueQuery(where: QueueWhere): Clause {
  const { appeal, published } = where;
  return {
    bool: {
      filter: [
        ...(where.calls === undefined ? [] : [filterQuery(where.calls)]),
        ...anyOf('queue.stage', where.stage),
        ...anyOf('queue.lane', where.lane),
        ...anyOf('queue.assignee', where.assignee),
        ...isSet('queue.assignee', where.assigned),
        ...claimClauses(where),
        ...equal('queue.escalated', where.escalated),
        ...dueClauses(where),
        ...before('queue.sinceMs', where.sinceBeforeMs),
        ...equal('queue.reviewers', where.untouchedBy).map(not),
        ...equal('queue.blindWanted', where.blindWanted),
        ...(where.group === undefined ? [] : [oneOpenFinding({ term: { 'findings.group': where.group } })]),
        ...equal('queue.appeals', appeal && [appeal.status, appeal.step].filter(Boolean).join(':')),
        ...before('queue.appealDueMs', where.appealDueBeforeMs),
        ...equal('queue.published', published),
        ...before('queue.appealUntilMs', where.appealOverBeforeMs),
      ],
    },
  };
}

/** Among the open findings that officers see, one of which this holds. */
export function oneOpenFinding(condition: Clause): Clause {
  return { nested: { path: 'findings', query: openFinding(condition) } };
}

/** Within the nested documents of findings. */
export function openFinding(condition: Clause): Clause {
  const shown = { term: { 'findings.shown': true } };
  const open = { terms: { 'findings.reviewState': OPEN_STATES } };
  return { bool: { filter: [shown, open, condition] } };
}

const not = (clause: Clause): Clause => ({ bool: { must_not: [clause] } });

function before(field: string, ms: number | undefined): Clause[] {
  return ms === undefined ? [] : [{ range: { [field]: { lt: ms } } }];
}

function isSet(field: string, set: boolean | undefined): Clause[] {
  if (set === undefined) return [];
  const exists = { exists: { field } };
  return [set ? exists : not(exists)];
}

function claimClauses({ claimedBy, claimed, atMs }: QueueWhere): Clause[] {
  const live = { range: { 'queue.leaseUntilMs': { gt: atMs } } };
  return [
    ...(claimed === undefined ? [] : [claimed ? live : not(live)]),
    ...(claimedBy === undefined ? [] : [...anyOf('queue.claimedBy', claimedBy), live]),
  ];
}

function dueClauses({ due }: QueueWhere): Clause[] {
  if (due === undefined) return [];
  const late = {
    bool: {
      filter: [{ term: { 'queue.stage': 'open' } }],
      minimum_should_match: 1,
      should: SEVERITIES.map((severity) => ({
        bool: {
          filter: [
            { term: { 'queue.openRank': severityRank(severity) } },
            ...before('queue.sinceMs', due.before[severity]),
          ],
        },
      })),
    },
  };
  return [due.overdue ? late : not(late)];
}
