import { FileSearchOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const searchPage: PageDefinition = {
  path: 'search',
  permission: 'calls:read',
  load: () => import('./search-page.tsx'),
  nav: { section: 'review', label: { zh: '检索取证', en: 'Search' }, Icon: FileSearchOutlined, key: 's' },
};
