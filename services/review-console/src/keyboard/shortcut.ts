/** One thing that a key does. */
export interface Shortcut {
  /** As KeyboardEvent.key has it; several do the same. 'g q' is one key after the other. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly run: () => void;
  /** Also while a text is written. */
  readonly inText?: boolean;
  /** With Ctrl or Command. */
  readonly withCtrl?: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
};

/** How a key is written on the help sheet. */
export const keyName = (key: string): string => NAMES[key] ?? key;

/** Whether somebody writes there, so that letters are letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLSelectElement;
}

/** A control that takes Enter and Space for itself. */
export const isPressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a[href], [role="menuitem"], summary') !== null;

/** Whether a key press, after the key before it if that began a sequence, is what the shortcut waits for. */
export function matches(shortcut: Shortcut, event: KeyboardEvent, before: string | null): boolean {
  if (event.altKey || (event.ctrlKey || event.metaKey) !== (shortcut.withCtrl ?? false)) return false;
  if (!shortcut.inText && isWriting(event.target)) return false;
  if ((event.key === 'Enter' || event.key === ' ') && isPressable(event.target)) return false;
  return shortcut.keys.includes(before === null ? event.key : `${before} ${event.key}`);
}

/** Whether a key begins a sequence of this shortcut. */
export const begins = (shortcut: Shortcut, event: KeyboardEvent): boolean =>
  !isWriting(event.target) &&
  !event.ctrlKey &&
  !event.metaKey &&
  shortcut.keys.some((key) => key.startsWith(`${event.key} `));
