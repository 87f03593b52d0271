import type { Bilingual } from '../../../contracts/vocabulary.ts';

/** Something wrong in the lexicons, told so that an officer can mend it. */
export interface RulebookProblem {
  /** Path below lexicons/. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly code: string;
  readonly message: Bilingual;
}

export function problem(file: string, line: number, code: string, zh: string, en: string): RulebookProblem {
  return { file, line, code, message: { zh, en } };
}

/** One line for a terminal: file:line code message. */
export function formatProblem(found: RulebookProblem, language: 'zh' | 'en'): string {
  return `${found.file}:${found.line} [${found.code}] ${found.message[language]}`;
}
