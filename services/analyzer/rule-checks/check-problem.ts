import type { RulebookProblem } from '../rulebook/problem.ts';

/** What a check says about the lexicons. Errors fail the check; warnings are worth a look. */
export interface CheckProblem extends RulebookProblem {
  readonly level: 'error' | 'warning';
}

export function error(file: string, line: number, code: string, zh: string, en: string): CheckProblem {
  return { file, line, code, message: { zh, en }, level: 'error' };
}

export function warning(file: string, line: number, code: string, zh: string, en: string): CheckProblem {
  return { file, line, code, message: { zh, en }, level: 'warning' };
}
