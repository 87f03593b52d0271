import { KeyOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const tokensPage: PageDefinition = {
  path: 'tokens',
  permission: 'tokens:manage',
  load: () => import('./tokens-page.tsx'),
  nav: {
    section: 'administration',
    label: { zh: '接口令牌', en: 'API tokens' },
    Icon: KeyOutlined,
    key: 't',
  },
};
