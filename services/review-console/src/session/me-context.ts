import { createContext, useContext } from 'react';
import type { Me, Permission } from '../api/types.ts';

export const MeContext = createContext<Me | null>(null);

/** Who is signed in; only below the session gate. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe is for pages behind the session gate');
  return me;
}

export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
