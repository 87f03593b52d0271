import type { StoredCall } from '../../../contracts/call-record.ts';
import type { CallHit } from '../../../contracts/call-search.ts';

/** A call as it is exported: masked already, with the findings that the asking person sees. */
export interface ExportedCall {
  readonly record: StoredCall['record'];
  readonly findings: StoredCall['findings'];
  readonly highlights: CallHit['highlights'];
}

export type Cell = string | number;

export interface ExportColumn {
  readonly title: string;
  readonly width: number;
  readonly cell: (call: ExportedCall) => Cell;
}

const BETWEEN = '; ';

/** Each value once, in order. */
const listed = (values: readonly (string | null | undefined)[]) =>
  [...new Set(values.filter((value) => value != null && value !== ''))].join(BETWEEN);

const ofFindings = (
  title: string,
  width: number,
  value: (one: ExportedCall['findings'][number]) => string,
) => ({
  title,
  width,
  cell: ({ findings }: ExportedCall) => findings.map(value).join(BETWEEN),
});

/** One row a call. Columns about findings have one value a finding, in the same order, parted by semicolons. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { title: 'callId 通话', width: 26, cell: ({ record }) => record.callId },
  { title: 'startedAt 开始时间', width: 26, cell: ({ record }) => record.startedAt },
  { title: 'seconds 时长(秒)', width: 10, cell: ({ record }) => Math.round(record.durationMs / 1_000) },
  { title: 'language 语言', width: 10, cell: ({ record }) => record.language },
  { title: 'agency 机构', width: 14, cell: ({ record }) => record.agency ?? '' },
  { title: 'team 团队', width: 14, cell: ({ record }) => record.team ?? '' },
  { title: 'collectorId 催收员', width: 16, cell: ({ record }) => record.collectorId },
  { title: 'debtorId 债务人', width: 16, cell: ({ record }) => record.debtorId ?? '' },
  { title: 'caseId 案件', width: 16, cell: ({ record }) => record.caseId ?? '' },
  { title: 'worstSeverity 最高级别', width: 12, cell: ({ record }) => record.worstSeverity ?? '' },
  { title: 'findings 问题数', width: 10, cell: ({ findings }) => findings.length },
  ofFindings('finding 问题编号', 30, ({ finding }) => finding.id),
  ofFindings('category 类别', 20, ({ finding }) => finding.category),
  ofFindings('rule 规则', 26, ({ finding }) => `${finding.ruleId} v${finding.ruleVersion}`),
  ofFindings('severity 级别', 12, ({ finding, review }) => review.severity ?? finding.severity),
  ofFindings('outcome 结论', 12, ({ finding }) => finding.outcome),
  ofFindings('reviewState 复核状态', 12, ({ review }) => review.state),
  ofFindings('verdict 裁定', 12, ({ review }) => review.verdict ?? '-'),
  ofFindings('reviewer 复核人', 14, ({ review }) => review.reviewer ?? '-'),
  ofFindings('quote 原话', 50, ({ finding }) => listed(finding.spans.map(({ quote }) => quote))),
  { title: 'found 命中', width: 50, cell: ({ highlights }) => listed(highlights.map(({ text }) => text)) },
  { title: 'rulebookHash 规则库', width: 20, cell: ({ record }) => record.rulebookHash },
];
