import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { StoredCall, StoredFinding } from '../../../../contracts/call-record.ts';
import type { CallFilter } from '../../../../contracts/call-search.ts';
import { NEW_REVIEW } from '../../../../contracts/review.ts';
import { storedCalls } from '../../../fixtures/stored-calls.ts';
import { fill, find, foundIds, judged, type OpenStore, type StoreUnderTest } from './store-under-test.ts';

/** 300 calls; every third first finding confirmed, every fifth dismissed and appealed. */
function reviewedCalls(): StoredCall[] {
  return storedCalls({ count: 300, days: 20 }).map((call, index) => {
    const review =
      index % 3 === 0
        ? judged(NEW_REVIEW, 'reviewed', 'confirmed')
        : index % 5 === 0
          ? judged(NEW_REVIEW, 'appealed', 'dismissed', 'off-2')
          : NEW_REVIEW;
    const [first, ...rest] = call.findings;
    return first === undefined ? call : { ...call, findings: [{ ...first, review }, ...rest] };
  });
}

const FILTERS: readonly CallFilter[] = [
  {},
  { from: '2026-10-25T00:00:00Z' },
  { to: '2026-10-25T08:00:00+08:00' },
  { from: '2026-10-31T12:00:00Z', to: '2026-11-01T12:00:00Z' },
  { collector: ['col-3'] },
  { collector: ['col-3', 'col-4', 'col-nobody'] },
  { notCollector: ['col-3', 'col-nobody'] },
  { agency: ['agency-1'], notCollector: ['col-1'] },
  { agency: [] },
  { team: ['team-1'] },
  { agency: ['agency-0', 'agency-2'] },
  { debtor: 'deb-7' },
  { case: 'case-7' },
  { debtor: 'deb-7', case: 'case-8' },
  { language: ['zh-TW'] },
  { language: ['zh-CN', 'en-US'] },
  { flagged: true },
  { flagged: false },
  { sampled: true },
  { category: ['threat'] },
  { category: ['threat', 'abusive_language'] },
  { severity: ['minor'] },
  { rule: ['zh.abuse.insult'] },
  { outcome: ['suspected', 'undecidable'] },
  { reviewState: ['reviewed'] },
  { reviewState: ['new', 'appealed'] },
  { verdict: ['dismissed'] },
  { category: ['threat'], verdict: ['confirmed'] },
  { reviewer: ['off-2'] },
  { reviewer: ['off-1', 'off-2'], verdict: ['dismissed'] },
  {
    severity: ['redline'],
    outcome: ['violation'],
    reviewState: ['new'],
    agency: ['agency-1'],
    language: ['zh-CN'],
  },
  { rule: ['zh.abuse.insult'], reviewState: ['reviewed', 'appealed'] },
];

export function filtersContract(open: OpenStore): void {
  describe('filters', () => {
    const calls = reviewedCalls();
    let opened: StoreUnderTest;
    before(async () => {
      opened = await open();
      await fill(opened, calls);
    });

    for (const filter of FILTERS) {
      test(JSON.stringify(filter), async () => {
        const expected = calls
          .filter((call) => matches(call, filter))
          .map(({ record }) => record.callId)
          .toReversed();
        const page = await find(opened.store, filter);
        assert.equal(page.total, expected.length);
        assert.deepEqual(
          page.hits.map(({ record }) => record.callId),
          expected,
        );
      });
    }

    test('the sets asked for are neither all nor empty', () => {
      const sizes = FILTERS.map((filter) => calls.filter((call) => matches(call, filter)).length);
      assert.ok(sizes.filter((size) => size > 0 && size < calls.length).length >= FILTERS.length - 3);
    });

    test('hits carry the record and the review states of what officers see', async () => {
      for (const { record, review, highlights } of (await find(opened.store, {})).hits) {
        const call = calls.find((each) => each.record.callId === record.callId);
        assert.deepEqual(record, call?.record);
        const states = (call?.findings ?? []).filter(isVisible).map((each) => each.review.state);
        assert.deepEqual(
          review,
          Object.fromEntries(
            [...new Set(states)].map((state) => [state, states.filter((s) => s === state).length]),
          ),
        );
        assert.deepEqual(highlights, []);
      }
    });

    test('from is within the interval, to is not', async () => {
      const startedAt = calls[10]?.record.startedAt ?? '';
      const id = calls[10]?.record.callId;
      assert.ok((await foundIds(opened.store, { from: startedAt })).some((found) => found === id));
      assert.ok(!(await foundIds(opened.store, { to: startedAt })).some((found) => found === id));
    });
  });
}

const isVisible = ({ finding, superseded }: StoredFinding) => finding.status === 'active' && !superseded;

/** The filter's meaning, written a second time and plainly. */
function matches({ record, findings }: StoredCall, filter: CallFilter): boolean {
  const among = (wanted: readonly string[] | undefined, value: string | null | undefined) =>
    wanted === undefined || (typeof value === 'string' && wanted.includes(value));
  const asksFindings =
    filter.category ??
    filter.severity ??
    filter.rule ??
    filter.outcome ??
    filter.reviewState ??
    filter.verdict ??
    filter.reviewer;
  return (
    (filter.from === undefined || record.startedAtMs >= Date.parse(filter.from)) &&
    (filter.to === undefined || record.startedAtMs < Date.parse(filter.to)) &&
    among(filter.collector, record.collectorId) &&
    !(filter.notCollector?.includes(record.collectorId) ?? false) &&
    among(filter.team, record.team) &&
    among(filter.agency, record.agency) &&
    among(filter.language, record.language) &&
    (filter.debtor === undefined || record.debtorId === filter.debtor) &&
    (filter.case === undefined || record.caseId === filter.case) &&
    (filter.flagged === undefined || record.flagged === filter.flagged) &&
    (filter.sampled === undefined || record.sampled === filter.sampled) &&
    (asksFindings === undefined ||
      findings
        .filter(isVisible)
        .some(
          ({ finding, review }) =>
            among(filter.category, finding.category) &&
            among(filter.severity, finding.severity) &&
            among(filter.rule, finding.ruleId) &&
            among(filter.outcome, finding.outcome) &&
            among(filter.reviewState, review.state) &&
            among(filter.verdict, review.verdict) &&
            among(filter.reviewer, review.reviewer),
        ))
  );
}
