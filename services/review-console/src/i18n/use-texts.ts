import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Texts } from './define-texts.ts';
import { i18n } from './i18n.ts';
import { LANGUAGES } from './language.ts';

export type Translate<K extends string> = (
  key: K,
  values?: Readonly<Record<string, string | number>>,
) => string;

function load(texts: Texts): void {
  for (const language of LANGUAGES)
    if (!i18n.hasResourceBundle(language, texts.ns))
      i18n.addResourceBundle(language, texts.ns, texts[language]);
}

/** The texts in the language of the moment. */
export function useTexts<K extends string>(texts: Texts<K>): Translate<K> {
  load(texts);
  const { i18n: current } = useTranslation();
  const { language } = current;
  return useMemo(() => {
    const fixed = i18n.getFixedT(language, texts.ns);
    return (key: string, values) => fixed(key, { ...values });
  }, [language, texts.ns]);
}
