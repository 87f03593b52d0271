import { UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useContext } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../i18n/use-texts.ts';
import { useMe } from '../session/me-context.ts';
import { useSessionActions } from '../session/use-session.ts';
import { vocabulary } from '../vocabulary/texts.ts';
import { LookContext } from './look-context.ts';
import { appTexts } from './texts.ts';
import { LOOKS } from './theme.ts';

/** Who is signed in, the look of the page, and the way out. */
export function AccountMenu() {
  const t = useTexts(appTexts);
  const words = useTexts(vocabulary);
  const me = useMe();
  const navigate = useNavigate();
  const { signOut } = useSessionActions();
  const { look, choose } = useContext(LookContext);
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: `${me.displayName} · ${words(`role.${me.role}`)}` },
    ...LOOKS.map((one) => ({
      key: one,
      label: `${t(`look.${one}`)}${one === look ? ' ✓' : ''}`,
      onClick: () => choose(one),
    })),
    { type: 'divider' },
    { key: 'password', label: t('password'), onClick: () => void navigate('/account') },
    { key: 'docs', label: <a href="/docs/">{t('apiDocs')}</a> },
    { key: 'out', label: t('signOut'), onClick: () => signOut.mutate() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="topRight">
      <Button
        type="text"
        size="small"
        icon={<UserOutlined />}
        aria-label={t('account', { name: me.displayName })}
      >
        <span className="side__label">{me.displayName}</span>
      </Button>
    </Dropdown>
  );
}
