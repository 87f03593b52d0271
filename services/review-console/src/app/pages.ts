import { accountPage } from '../pages/account/page.ts';
import { auditPage } from '../pages/audit/page.ts';
import { callPage } from '../pages/call/page.ts';
import { dashboardPage } from '../pages/dashboard/page.ts';
import { queuePage } from '../pages/queue/page.ts';
import { rejectedPage } from '../pages/rejected/page.ts';
import { rulesPage } from '../pages/rules/page.ts';
import { searchPage } from '../pages/search/page.ts';
import { tokensPage } from '../pages/tokens/page.ts';
import { usersPage } from '../pages/users/page.ts';
import type { PageDefinition } from './page-definition.ts';

/** Every page, in the order of the navigation. A further one is a folder below pages/ and a line here. */
export const PAGES: readonly PageDefinition[] = [
  queuePage,
  searchPage,
  callPage,
  dashboardPage,
  rulesPage,
  usersPage,
  tokensPage,
  rejectedPage,
  auditPage,
  accountPage,
];
