import { DashboardOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const dashboardPage: PageDefinition = {
  path: 'dashboard',
  permission: 'calls:read',
  load: () => import('./dashboard-page.tsx'),
  nav: { section: 'insight', label: { zh: '总览', en: 'Dashboard' }, Icon: DashboardOutlined, key: 'd' },
};
