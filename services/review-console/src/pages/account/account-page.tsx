import { App } from 'antd';
import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n/use-texts.ts';
import { PasswordForm } from '../../session/password-form.tsx';
import { session } from '../../session/texts.ts';
import { PageHead } from '../../shared/page-head.tsx';

export default function AccountPage() {
  const t = useTexts(session);
  const { message } = App.useApp();
  const navigate = useNavigate();
  return (
    <div className="page">
      <PageHead title={t('change.title')} />
      <div className="card" style={{ maxWidth: 420, padding: 20 }}>
        <PasswordForm
          known={null}
          onDone={() => {
            void message.success(t('change.done'));
            void navigate('/');
          }}
        />
      </div>
    </div>
  );
}
