import { App, Typography } from 'antd';
import { useTexts } from '../i18n/use-texts.ts';
import { adminTexts } from './texts.ts';

/** Shows a secret that is told only once, and what went wrong. */
export function useSecretDialog() {
  const t = useTexts(adminTexts);
  const { modal, message } = App.useApp();
  return {
    show: (title: string, secret: string): void =>
      void modal.success({
        title,
        content: (
          <>
            <p>{t('secretOnce')}</p>
            <Typography.Text code copyable>
              {secret}
            </Typography.Text>
          </>
        ),
      }),
    fail: (error: Error): void => void message.error(t('failed', { detail: error.message })),
  };
}
