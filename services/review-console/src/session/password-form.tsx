import { Alert, Button, Form, Input } from 'antd';
import { ApiError } from '../api/api-error.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { session } from './texts.ts';
import { useSessionActions } from './use-session.ts';

interface Typed {
  readonly current?: string;
  readonly next: string;
  readonly repeat: string;
}

const MIN_LENGTH = 12;

/** Choosing one's password. With `known`, the current one need not be typed again. */
export function PasswordForm({ known, onDone }: { known: string | null; onDone?: () => void }) {
  const t = useTexts(session);
  const { changePassword } = useSessionActions();
  const { error } = changePassword;
  const isWrong = error instanceof ApiError && (error.status === 401 || error.code.includes('password'));
  const detail = error instanceof ApiError ? error.message : String(error);

  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      onFinish={({ current, next }) =>
        changePassword.mutate({ current: current ?? known ?? '', next }, { onSuccess: () => onDone?.() })
      }
    >
      {known === null ? (
        <Form.Item
          name="current"
          label={t('change.current')}
          rules={[{ required: true, message: t('required') }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
      ) : null}
      <Form.Item
        name="next"
        label={t('change.next')}
        rules={[{ required: true, min: MIN_LENGTH, message: t('change.short') }]}
      >
        <Input.Password autoFocus autoComplete="new-password" size="large" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('change.repeat')}
        dependencies={['next']}
        rules={[
          { required: true, message: t('required') },
          ({ getFieldValue }) => ({
            validator: async (_rule, value) => {
              if (value && value !== getFieldValue('next')) throw new Error(t('change.differs'));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
      {error ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={isWrong ? t('change.wrong') : t('failed', { detail })}
          style={{ marginBottom: 12 }}
        />
      ) : null}
      <Button type="primary" htmlType="submit" size="large" block loading={changePassword.isPending}>
        {t('change.do')}
      </Button>
    </Form>
  );
}
