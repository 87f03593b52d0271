import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { type NewEntry, NewEntryDialog, scopeOf } from '../../admin/new-entry-dialog.tsx';
import { adminTexts } from '../../admin/texts.ts';
import { useSecretDialog } from '../../admin/use-secret-dialog.tsx';
import { api, bodyOf } from '../../api/client.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { vocabulary } from '../../vocabulary/texts.ts';

const KEY = ['tokens'];
const DAYS = 90;

export default function TokensPage() {
  const t = useTexts(adminTexts);
  const words = useTexts(vocabulary);
  const format = useFormat();
  const client = useQueryClient();
  const secret = useSecretDialog();
  const [adding, setAdding] = useState(false);
  const onSuccess = () => void client.invalidateQueries({ queryKey: KEY });
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/tokens', { signal })),
  });
  const create = useMutation({
    mutationFn: ({ name, role, agencies }: NewEntry) =>
      bodyOf(api.POST('/v1/tokens', { body: { name, role, scope: scopeOf(agencies), expiresInDays: DAYS } })),
    onSuccess,
    onError: secret.fail,
  });
  const revoke = useMutation({
    mutationFn: (tokenId: string) =>
      bodyOf(api.DELETE('/v1/tokens/{tokenId}', { params: { path: { tokenId } } })),
    onSuccess,
    onError: secret.fail,
  });
  return (
    <div className="page">
      <PageHead title={t('tokens.title')}>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('tokens.add')}
        </Button>
      </PageHead>
      <Loaded query={query}>
        {({ tokens }) => (
          <Table
            size="small"
            rowKey="id"
            dataSource={tokens}
            pagination={false}
            columns={[
              { title: t('column.name'), dataIndex: 'name' },
              { title: t('column.role'), render: (_value, { role }) => words(`role.${role}`) },
              { title: t('column.lastFour'), dataIndex: 'lastFour', className: 'mono' },
              {
                title: t('column.expires'),
                render: (_value, { expiresAt }) => (expiresAt ? format.day(expiresAt) : t('never')),
              },
              {
                title: t('column.state'),
                render: (_value, { revokedAt }) => t(revokedAt ? 'revoked' : 'active'),
              },
              {
                title: t('column.actions'),
                render: (_value, { id, revokedAt }) => (
                  <Button size="small" disabled={revokedAt !== null} onClick={() => revoke.mutate(id)}>
                    {t('revoke')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {adding ? (
        <NewEntryDialog
          title={t('tokens.add')}
          withUsername={false}
          onClose={() => setAdding(false)}
          onAdd={(entry) => {
            setAdding(false);
            create.mutate(entry, { onSuccess: (made) => secret.show(entry.name, made.secret) });
          }}
        />
      ) : null}
    </div>
  );
}
