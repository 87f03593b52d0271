import { memo } from 'react';
import type { CallHit } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { CategoryTag } from '../../vocabulary/category-tag.tsx';
import { SeverityMark } from '../../vocabulary/severity-mark.tsx';
import { vocabulary } from '../../vocabulary/texts.ts';
import { queueTexts } from './texts.ts';

const STATES = ['new', 'reopened', 'claimed', 'reviewed', 'appealed', 'closed'] as const;

/** The cells of one call. */
export const QueueRow = memo(function QueueRow({ hit }: { hit: CallHit }) {
  const t = useTexts(queueTexts);
  const words = useTexts(vocabulary);
  const format = useFormat();
  const { record, review } = hit;
  const { counts } = record;
  const violations = counts.redline + counts.serious + counts.minor;
  const found = [
    violations > 0 ? t('count.violation', { n: violations }) : '',
    counts.suspected > 0 ? t('count.suspected', { n: counts.suspected }) : '',
    counts.undecidable > 0 ? t('count.undecidable', { n: counts.undecidable }) : '',
  ];
  return (
    <>
      <span role="gridcell">
        {record.worstSeverity ? <SeverityMark severity={record.worstSeverity} /> : null}
      </span>
      <span role="gridcell" className="queue__cut mono">
        {record.callId}
      </span>
      <span role="gridcell" className="queue__tags">
        {record.categories.map((category) => (
          <CategoryTag key={category} category={category} />
        ))}
      </span>
      <span role="gridcell" className="queue__cut">
        {record.collectorId}
        {record.agency ? <span className="soft"> · {record.agency}</span> : null}
      </span>
      <span role="gridcell" className="queue__cut">
        {found.filter(Boolean).join(' · ')}
      </span>
      <span role="gridcell" className="queue__cut">
        {STATES.filter((state) => review[state])
          .map((state) => `${words(`state.${state}`)} ${review[state]}`)
          .join(' · ')}
      </span>
      <span role="gridcell" className="queue__cut queue__when">
        {format.short(record.startedAt)}
      </span>
    </>
  );
});
