import { StopOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const rejectedPage: PageDefinition = {
  path: 'rejected',
  permission: 'rejected:manage',
  load: () => import('./rejected-page.tsx'),
  nav: { section: 'administration', label: { zh: '被拒消息', en: 'Rejected' }, Icon: StopOutlined, key: 'x' },
};
