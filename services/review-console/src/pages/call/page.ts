import type { PageDefinition } from '../../app/page-definition.ts';

export const callPage: PageDefinition = {
  path: 'calls/:callId',
  permission: 'calls:read',
  load: () => import('./call-page.tsx'),
};
