import { useEffect, useState } from 'react';

/** Whether Caps Lock is on, as the last key told. */
export function useCapsLock(): boolean {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => setOn(event.getModifierState?.('CapsLock') ?? false);
    window.addEventListener('keyup', listen);
    return () => window.removeEventListener('keyup', listen);
  }, []);
  return on;
}
