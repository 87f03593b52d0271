import { type InputRef, Skeleton } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { FacetPanel } from '../../filters/facet-panel.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { Notice } from '../../shared/notice.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { QueueBar } from './queue-bar.tsx';
import { QueueGrid } from './queue-grid.tsx';
import { queueAddress } from './queue-view.ts';
import { queueTexts } from './texts.ts';
import { useQueue, useQueueFacets } from './use-queue.ts';
import { useQueueKeys } from './use-queue-keys.ts';

const FACETS = ['severity', 'category', 'outcome', 'agency', 'collector', 'language', 'rule'] as const;

export default function QueuePage() {
  const t = useTexts(queueTexts);
  const format = useFormat();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [current, setCurrent] = useState(0);
  const search = useRef<InputRef>(null);
  const { query, hits, total } = useQueue(params);
  const facets = useQueueFacets(params);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;

  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const onOpen = (index: number): void => {
    const hit = hits[index];
    if (hit) void navigate(`/calls/${encodeURIComponent(hit.record.callId)}${queueAddress(params)}`);
  };
  const onChange = (next: URLSearchParams): void => {
    setCurrent(0);
    setParams(next, { replace: true });
  };
  useQueueKeys({
    count: hits.length,
    current,
    onCurrent: setCurrent,
    onOpen,
    onSearch: () => search.current?.focus(),
    onRefresh: () => void query.refetch(),
  });

  const groups = FACETS.map((field) => ({ field, values: facets.data?.[field] ?? [] }));
  const filtered = [...params.keys()].some((key) => key !== 'sort');
  return (
    <div className="page queue-page">
      <PageHead title={t('title')} note={query.data ? t('total', { total: format.count(total) }) : null}>
        <QueueBar params={params} onChange={onChange} search={search} />
      </PageHead>
      <div className="queue-body">
        <FacetPanel groups={groups} params={params} onChange={onChange} />
        <Loaded query={query} placeholder={<Skeleton active title={false} paragraph={{ rows: 12 }} />}>
          {() =>
            hits.length === 0 ? (
              <Notice title={t(filtered ? 'empty.filtered' : 'empty.title')}>{t('empty.detail')}</Notice>
            ) : (
              <QueueGrid
                hits={hits}
                total={total}
                current={current}
                onCurrent={setCurrent}
                onOpen={onOpen}
                onEnd={onEnd}
                loadingMore={isFetchingNextPage}
              />
            )
          }
        </Loaded>
      </div>
    </div>
  );
}
