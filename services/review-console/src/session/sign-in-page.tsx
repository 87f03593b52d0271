import { Alert, Button, Form, Input } from 'antd';
import { ApiError } from '../api/api-error.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Door } from './door.tsx';
import { ProviderLink } from './provider-link.tsx';
import { session } from './texts.ts';
import { useCapsLock } from './use-caps-lock.ts';
import { useSessionActions } from './use-session.ts';

interface Typed {
  readonly username: string;
  readonly password: string;
}

/** Signing in by name and password. The password goes on to the change that may follow, so it is typed once. */
export function SignInPage({ onPassword }: { onPassword: (password: string | null) => void }) {
  const t = useTexts(session);
  const { signIn } = useSessionActions();
  const capsLock = useCapsLock();

  function why(error: unknown): string {
    if (!(error instanceof ApiError)) return t('failed', { detail: String(error) });
    if (error.status === 429 || error.retryAfterSeconds !== null)
      return t('signIn.locked', { seconds: error.retryAfterSeconds ?? 60 });
    return error.status === 401 ? t('signIn.wrong') : t('failed', { detail: error.message });
  }

  return (
    <Door title={t('signIn.title')}>
      <Form<Typed>
        layout="vertical"
        requiredMark={false}
        onFinish={(typed) => {
          onPassword(typed.password);
          signIn.mutateAsync(typed).then(
            (me) => (me.mustChangePassword ? undefined : onPassword(null)),
            () => onPassword(null),
          );
        }}
      >
        <Form.Item name="username" label={t('username')} rules={[{ required: true, message: t('required') }]}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('password')}
          rules={[{ required: true, message: t('required') }]}
          extra={capsLock ? t('signIn.capsLock') : undefined}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {signIn.error ? (
          <Alert type="error" showIcon role="alert" title={why(signIn.error)} style={{ marginBottom: 12 }} />
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t('signIn')}
        </Button>
      </Form>
      <ProviderLink />
      <p className="door__note">{t('signIn.first')}</p>
    </Door>
  );
}
