import { useTranslation } from 'react-i18next';
import { keepLanguage, type Language } from './language.ts';

/** The language of the moment and how to change it. */
export function useLanguage(): { language: Language; choose: (language: Language) => void } {
  const { i18n } = useTranslation();
  return {
    language: i18n.language === 'en' ? 'en' : 'zh',
    choose(language) {
      keepLanguage(language);
      void i18n.changeLanguage(language);
    },
  };
}
