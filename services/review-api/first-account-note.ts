import type { FirstAccount } from './access/ensure-first-account.ts';

/** What the person at the very first start is told, once, on the terminal. */
export function firstAccountNote({ username, password }: FirstAccount): string {
  return `\nFirst start: sign in as ${username} with the password ${password}\nIt is shown only here and must be changed at the first sign-in. Lost it? callwarden accounts reset-password ${username}\n\n`;
}
