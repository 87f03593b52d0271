import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Table } from 'antd';
import { type Key, useState } from 'react';
import { adminTexts } from '../../admin/texts.ts';
import { api, bodyOf } from '../../api/client.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { Notice } from '../../shared/notice.tsx';
import { PageHead } from '../../shared/page-head.tsx';

const KEY = ['rejected'];

export default function RejectedPage() {
  const t = useTexts(adminTexts);
  const format = useFormat();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/rejected', { signal })),
  });
  const redrive = useMutation({
    mutationFn: (ids: readonly string[]) =>
      bodyOf(api.POST('/v1/rejected/redrive', { body: { ids: [...ids] } })),
    onSuccess({ sent, rejectedAgain }) {
      setChosen([]);
      void client.invalidateQueries({ queryKey: KEY });
      void message.info(t('rejected.done', { sent, again: rejectedAgain }));
    },
    onError: (error) => void message.error(t('failed', { detail: error.message })),
  });
  return (
    <div className="page">
      <PageHead title={t('rejected.title')}>
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={redrive.isPending}
          onClick={() => redrive.mutate(chosen)}
        >
          {t('rejected.redrive')}
        </Button>
      </PageHead>
      <Loaded query={query}>
        {({ rejected }) =>
          rejected.length === 0 ? (
            <Notice title={t('rejected.none')} />
          ) : (
            <Table
              size="small"
              rowKey="id"
              dataSource={rejected}
              pagination={{ pageSize: 50, hideOnSinglePage: true }}
              rowSelection={{
                selectedRowKeys: [...chosen],
                onChange: (keys: Key[]) => setChosen(keys.map(String)),
              }}
              columns={[
                { title: t('column.at'), render: (_value, { at }) => format.instant(at) },
                { title: t('column.stage'), dataIndex: 'stage' },
                { title: t('column.code'), dataIndex: 'code' },
                { title: t('column.source'), dataIndex: 'source' },
                {
                  title: t('column.detail'),
                  render: (_value, { details }) =>
                    details.map(({ field, reason }) => `${field} ${reason}`).join('; '),
                },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}
