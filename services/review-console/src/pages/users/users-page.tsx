import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Space, Table } from 'antd';
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

const KEY = ['accounts'];

export default function UsersPage() {
  const t = useTexts(adminTexts);
  const words = useTexts(vocabulary);
  const format = useFormat();
  const client = useQueryClient();
  const secret = useSecretDialog();
  const [adding, setAdding] = useState(false);
  const onSuccess = () => void client.invalidateQueries({ queryKey: KEY });
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/accounts', { signal })),
  });
  const create = useMutation({
    mutationFn: ({ username = '', name, role, agencies, collectorId = '' }: NewEntry) =>
      bodyOf(
        api.POST('/v1/accounts', {
          body: {
            username,
            displayName: name,
            role,
            scope: scopeOf(agencies),
            collectorId: collectorId || null,
          },
        }),
      ),
    onSuccess,
    onError: secret.fail,
  });
  const toggle = useMutation({
    mutationFn: ({ username, disabled }: { username: string; disabled: boolean }) => {
      const params = { path: { username } };
      return bodyOf(
        disabled
          ? api.POST('/v1/accounts/{username}/enable', { params })
          : api.POST('/v1/accounts/{username}/disable', { params }),
      );
    },
    onSuccess,
    onError: secret.fail,
  });
  const reset = useMutation({
    mutationFn: (username: string) =>
      bodyOf(api.POST('/v1/accounts/{username}/reset-password', { params: { path: { username } } })),
    onSuccess,
    onError: secret.fail,
  });

  return (
    <div className="page">
      <PageHead title={t('users.title')}>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('users.add')}
        </Button>
      </PageHead>
      <Loaded query={query}>
        {({ accounts }) => (
          <Table
            size="small"
            rowKey="username"
            dataSource={accounts}
            pagination={false}
            columns={[
              { title: t('column.username'), dataIndex: 'username' },
              { title: t('column.name'), dataIndex: 'displayName' },
              { title: t('column.role'), render: (_value, { role }) => words(`role.${role}`) },
              {
                title: t('column.state'),
                render: (_value, { disabled, mustChangePassword }) =>
                  disabled ? t('disabled') : mustChangePassword ? t('mustChange') : t('active'),
              },
              { title: t('column.created'), render: (_value, { createdAt }) => format.day(createdAt) },
              {
                title: t('column.actions'),
                render: (_value, { username, disabled }) => (
                  <Space>
                    <Button size="small" onClick={() => toggle.mutate({ username, disabled })}>
                      {t(disabled ? 'enable' : 'disable')}
                    </Button>
                    <Button
                      size="small"
                      onClick={() =>
                        reset.mutate(username, { onSuccess: (made) => secret.show(username, made.password) })
                      }
                    >
                      {t('reset')}
                    </Button>
                  </Space>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {adding ? (
        <NewEntryDialog
          title={t('users.add')}
          withUsername
          onClose={() => setAdding(false)}
          onAdd={(entry) => {
            setAdding(false);
            create.mutate(entry, {
              onSuccess: ({ account, password }) => secret.show(account.username, password),
            });
          }}
        />
      ) : null}
    </div>
  );
}
