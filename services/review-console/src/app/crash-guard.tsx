import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { Notice } from '../shared/notice.tsx';
import { shared } from '../shared/texts.ts';

function Crash({ error }: { error: Error }) {
  const t = useTexts(shared);
  return (
    <Notice
      urgent
      title={t('crash.title')}
      action={<Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
    >
      <p>{t('crash.detail')}</p>
      <code className="mono">{`${error.name}: ${error.message}`}</code>
    </Notice>
  );
}

/** Shows a page that failed as failed, and leaves the rest alone. React asks for a class here. */
export class CrashGuard extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    return this.state.error === null ? this.props.children : <Crash error={this.state.error} />;
  }
}
