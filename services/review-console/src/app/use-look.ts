import { useEffect, useState } from 'react';
import { LOOKS, type Look } from './theme.ts';

const KEPT = 'callwarden.look';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

const keptLook = (): Look => LOOKS.find((look) => look === localStorage.getItem(KEPT)) ?? 'system';

/** Light, dark or as the system has it; kept in this browser. */
export function useLook(): { look: Look; dark: boolean; choose: (look: Look) => void } {
  const [look, setLook] = useState(keptLook);
  const [system, setSystem] = useState(systemIsDark.matches);
  const dark = look === 'system' ? system : look === 'dark';

  useEffect(() => {
    const follow = () => setSystem(systemIsDark.matches);
    systemIsDark.addEventListener('change', follow);
    return () => systemIsDark.removeEventListener('change', follow);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);

  return {
    look,
    dark,
    choose(next) {
      localStorage.setItem(KEPT, next);
      setLook(next);
    },
  };
}
