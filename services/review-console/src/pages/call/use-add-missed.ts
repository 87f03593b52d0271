import { App } from 'antd';
import type { Missed } from './mark-dialog.tsx';

/** Adds a violation that the rulebook missed. */
export function useAddMissed(callId: string): (missed: Missed) => void {
  const { message } = App.useApp();
  return (missed) => void message.warning(`${callId}: ${missed.category}`);
}
