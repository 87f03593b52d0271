import type { PageDefinition } from '../../app/page-definition.ts';

/** One's own password. */
export const accountPage: PageDefinition = {
  path: 'account',
  permission: null,
  load: () => import('./account-page.tsx'),
};
