import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { adminTexts } from '../../admin/texts.ts';
import { api, bodyOf } from '../../api/client.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { PageHead } from '../../shared/page-head.tsx';

const FIRST = 0;

export default function AuditPage() {
  const t = useTexts(adminTexts);
  const format = useFormat();
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === FIRST ? {} : { cursor: pageParam };
      return bodyOf(api.GET('/v1/audit', { params: { query: { limit: 100, ...after } }, signal }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <div className="page">
      <PageHead title={t('audit.title')} />
      <Loaded query={query}>
        {({ pages }) => (
          <>
            <Table
              size="small"
              rowKey="seq"
              dataSource={pages.flatMap(({ entries }) => entries)}
              pagination={false}
              columns={[
                { title: '#', dataIndex: 'seq' },
                { title: t('column.at'), render: (_value, { at }) => format.instant(at) },
                { title: t('column.actor'), render: (_value, { actor }) => actor.id },
                { title: t('column.action'), dataIndex: 'action', className: 'mono' },
                { title: t('column.object'), render: (_value, { object }) => `${object.kind} ${object.id}` },
                { title: t('column.reason'), dataIndex: 'reason' },
              ]}
            />
            {query.hasNextPage ? (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('more')}
              </Button>
            ) : null}
          </>
        )}
      </Loaded>
    </div>
  );
}
