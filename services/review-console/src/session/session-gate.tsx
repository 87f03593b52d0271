import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Door } from './door.tsx';
import { MeContext } from './me-context.ts';
import { PasswordForm } from './password-form.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { session } from './texts.ts';
import { useSession, useSessionActions } from './use-session.ts';

/** Shows what is behind it to those who are signed in under a password of their own. */
export function SessionGate({ children }: { children: ReactNode }) {
  const t = useTexts(session);
  const query = useSession();
  const { signOut } = useSessionActions();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Loaded query={query}>
      {(me) => {
        if (me === null) return <SignInPage onPassword={setTyped} />;
        if (!me.mustChangePassword) return <MeContext value={me}>{children}</MeContext>;
        return (
          <Door title={t('change.title')}>
            <p className="soft" style={{ marginBottom: 12 }}>
              {t('change.why')}
            </p>
            <PasswordForm known={typed} onDone={() => setTyped(null)} />
            <Button type="link" block onClick={() => signOut.mutate()} style={{ marginTop: 8 }}>
              {t('signOut')}
            </Button>
          </Door>
        );
      }}
    </Loaded>
  );
}
