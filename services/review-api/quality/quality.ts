import type { AgreementReport, QualityQuery, QualityReport } from '../../../contracts/quality.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { Identity } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import { agreementReport, type RatedFinding, ratedFindings } from './agreement-report.ts';
import { createQualityTally } from './rule-quality.ts';

export interface Quality {
  rules(query: QualityQuery, identity: Identity): Promise<QualityReport>;
  agreement(query: QualityQuery, identity: Identity): Promise<AgreementReport>;
}

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
export const MAX_QUALITY_DAYS = 400;

/** Figures of how good rules and reviewers are, over the calls that somebody may see. */
export function createQuality(store: Pick<RecordStore, 'scan' | 'search'>, now: () => Date): Quality {
  const periodOf = ({ from, to }: QualityQuery) => {
    const end = to ?? now().toISOString();
    return { from: from ?? new Date(Date.parse(end) - USUAL_DAYS * DAY_MS).toISOString(), to: end };
  };

  return {
    async rules(query, identity) {
      const period = periodOf(query);
      const within = scopeOf(identity).filter(period);
      const tally = createQualityTally();
      for await (const call of store.scan({ ...within, flagged: true })) tally.addFlagged(call);
      for await (const call of store.scan({ ...within, flagged: false, sampled: true }))
        tally.addSampled(call);
      const unflagged = await store.search({ ...within, flagged: false, sort: 'newest', limit: 1 });
      const report = tally.report(period, unflagged.total);
      if (query.rule === undefined) return report;
      return { ...report, rules: report.rules.filter(({ ruleId }) => ruleId === query.rule) };
    },

    async agreement(query, identity) {
      const period = periodOf(query);
      const within = scopeOf(identity).filter({
        ...period,
        ...(query.rule !== undefined && { rule: [query.rule] }),
      });
      const rated: RatedFinding[] = [];
      for await (const call of store.scan({ ...within, flagged: true })) rated.push(...ratedFindings(call));
      const asked = rated.filter(({ ruleId }) => query.rule === undefined || ruleId === query.rule);
      return agreementReport(asked, period);
    },
  };
}

/** Whether a period is longer than one question may ask for. */
export function isTooLong({ from, to }: QualityQuery, at: Date): boolean {
  const end = to === undefined ? at.getTime() : Date.parse(to);
  return from !== undefined && end - Date.parse(from) > MAX_QUALITY_DAYS * DAY_MS;
}
