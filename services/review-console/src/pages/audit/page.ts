import { AuditOutlined } from '@ant-design/icons';
import type { PageDefinition } from '../../app/page-definition.ts';

export const auditPage: PageDefinition = {
  path: 'audit',
  permission: 'audit:read',
  load: () => import('./audit-page.tsx'),
  nav: {
    section: 'administration',
    label: { zh: '审计日志', en: 'Audit log' },
    Icon: AuditOutlined,
    key: 'l',
  },
};
