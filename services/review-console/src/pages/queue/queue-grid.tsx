import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { CallHit } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import './queue-grid.css';
import { QueueRow } from './queue-row.tsx';
import { queueTexts } from './texts.ts';

const ROW_PX = 38;
const COLUMNS = ['severity', 'call', 'categories', 'collector', 'findings', 'review', 'when'] as const;

interface QueueGridProps {
  readonly hits: readonly CallHit[];
  readonly total: number;
  readonly current: number;
  readonly onCurrent: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onEnd: () => void;
  readonly loadingMore: boolean;
}

/** The rows that are in sight, of however many there are. One row is current; the keys move it. */
export function QueueGrid({ hits, total, current, onCurrent, onOpen, onEnd, loadingMore }: QueueGridProps) {
  const t = useTexts(queueTexts);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: ROW_PX,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (last >= hits.length - 20) onEnd();
  }, [last, hits.length, onEnd]);
  useEffect(() => {
    if (current >= 0 && current < hits.length) virtual.scrollToIndex(current, { align: 'auto' });
  }, [current, hits.length, virtual]);

  return (
    <div
      ref={scroller}
      className="queue card"
      role="grid"
      aria-label={t('list')}
      aria-rowcount={total + 1}
      aria-activedescendant={hits[current] ? `row-${current}` : undefined}
      tabIndex={0}
    >
      <div className="queue__row queue__row--head" role="row" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader">
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      <div className="queue__space" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const hit = hits[index];
          if (hit === undefined) return null;
          return (
            <div
              key={hit.record.callId}
              id={`row-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === current}
              className="queue__row"
              style={{ transform: `translateY(${start}px)` }}
              onMouseDown={() => onCurrent(index)}
              onClick={() => onOpen(index)}
            >
              <QueueRow hit={hit} />
            </div>
          );
        })}
      </div>
      {loadingMore ? <div className="queue__more soft">{t('more')}</div> : null}
    </div>
  );
}
