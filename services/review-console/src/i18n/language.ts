export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'callwarden.language';

/** The language chosen before, else the browser's first one that the console speaks, else Chinese. */
export function startLanguage(): Language {
  const wished = [localStorage.getItem(KEPT), ...navigator.languages];
  for (const tag of wished) {
    const found = LANGUAGES.find((language) => tag?.toLowerCase().startsWith(language));
    if (found !== undefined) return found;
  }
  return 'zh';
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
}

/** The tag for lang attributes and Intl. */
export const tagOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
