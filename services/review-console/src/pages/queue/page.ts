import { InboxOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const queuePage: PageDefinition = {
  path: 'queue',
  permission: 'calls:read',
  load: () => import('./queue-page.tsx'),
  nav: { section: 'review', label: { zh: '复核队列', en: 'Queue' }, Icon: InboxOutlined, key: 'q' },
};
