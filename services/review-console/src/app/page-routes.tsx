import { lazy } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { ApiError } from '../api/api-error.ts';
import { useMe } from '../session/me-context.ts';
import { FaultNotice } from '../shared/fault-notice.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { PAGES } from './pages.ts';
import { useNavigation } from './use-navigation.ts';

const ROUTES = PAGES.map((page) => ({ ...page, Page: lazy(page.load) }));

/** Shows the page of the address, or why it can't be shown. */
export function PageRoutes() {
  const { permissions } = useMe();
  const { pathname } = useLocation();
  const home = useNavigation()[0]?.href ?? '/account';
  return (
    <CrashGuard key={pathname.split('/')[1]}>
      <Routes>
        <Route index element={<Navigate to={home} replace />} />
        {ROUTES.map(({ path, permission, Page }) => (
          <Route
            key={path}
            path={path}
            element={
              permission === null || permissions.includes(permission) ? (
                <Page />
              ) : (
                <FaultNotice error={new ApiError(403, {})} />
              )
            }
          />
        ))}
        <Route path="*" element={<FaultNotice error={new ApiError(404, {})} />} />
      </Routes>
    </CrashGuard>
  );
}
