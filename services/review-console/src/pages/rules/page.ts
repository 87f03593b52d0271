import { BookOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const rulesPage: PageDefinition = {
  path: 'rules/*',
  permission: 'rules:read',
  load: () => import('./rules-page.tsx'),
  nav: { section: 'rules', label: { zh: '规则', en: 'Rules' }, Icon: BookOutlined, key: 'r' },
};
