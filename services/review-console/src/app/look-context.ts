import { createContext } from 'react';
import type { Look } from './theme.ts';

export const LookContext = createContext<{ look: Look; choose: (look: Look) => void }>({
  look: 'system',
  choose: () => {},
});
