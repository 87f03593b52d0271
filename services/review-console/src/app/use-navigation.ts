import { useMe } from '../session/me-context.ts';
import type { PageDefinition } from './page-definition.ts';
import { PAGES } from './pages.ts';

export interface NavigationEntry {
  readonly href: string;
  readonly nav: NonNullable<PageDefinition['nav']>;
}

/** The pages of the navigation that the one who is signed in may see, in order. */
export function useNavigation(): readonly NavigationEntry[] {
  const { permissions } = useMe();
  return PAGES.flatMap(({ path, permission, nav }) =>
    nav !== undefined && (permission === null || permissions.includes(permission))
      ? [{ href: `/${path.replace(/\/\*$/, '')}`, nav }]
      : [],
  );
}
