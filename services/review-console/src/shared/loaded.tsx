import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { FaultNotice } from './fault-notice.tsx';
import { shared } from './texts.ts';

interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  readonly children: (data: T) => ReactNode;
  /** Shown while it loads. */
  readonly placeholder?: ReactNode;
}

/** What a query has, or why it has nothing yet. Data that is there stays while a later read fails. */
export function Loaded<T>({ query, children, placeholder }: LoadedProps<T>) {
  const t = useTexts(shared);
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <FaultNotice error={query.error} retry={() => void query.refetch()} />;
  return (
    <div role="status" aria-label={t('loading')} style={{ padding: 16 }}>
      {placeholder ?? <Skeleton active title={false} paragraph={{ rows: 4 }} />}
    </div>
  );
}
