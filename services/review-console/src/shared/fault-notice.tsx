import { Button } from 'antd';
import { ApiError } from '../api/api-error.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Notice } from './notice.tsx';
import { shared } from './texts.ts';

const KINDS: Readonly<Record<number, 'offline' | 'forbidden' | 'notFound'>> = {
  0: 'offline',
  502: 'offline',
  503: 'offline',
  403: 'forbidden',
  404: 'notFound',
};

/** Why something can't be shown, in plain words, with a way to go on. */
export function FaultNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useTexts(shared);
  const status = error instanceof ApiError ? error.status : -1;
  const kind = KINDS[status] ?? 'error';
  const code = error instanceof ApiError ? error.code : 'unexpected';
  return (
    <Notice
      urgent
      title={t(`${kind}.title`)}
      action={retry && kind !== 'forbidden' ? <Button onClick={retry}>{t('retry')}</Button> : null}
    >
      {t(`${kind}.detail`, { code })}
    </Notice>
  );
}
