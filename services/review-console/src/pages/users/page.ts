import { TeamOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const usersPage: PageDefinition = {
  path: 'users',
  permission: 'accounts:manage',
  load: () => import('./users-page.tsx'),
  nav: { section: 'administration', label: { zh: '用户', en: 'Users' }, Icon: TeamOutlined, key: 'u' },
};
