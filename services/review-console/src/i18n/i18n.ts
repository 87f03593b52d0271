import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { startLanguage, tagOf } from './language.ts';

/** Texts are added by the pages that use them (useTexts), so none is loaded before it is needed. */
export const i18n = createInstance({
  lng: startLanguage(),
  supportedLngs: ['zh', 'en'],
  fallbackLng: false,
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

i18n.on('languageChanged', (language) => {
  document.documentElement.lang = tagOf(language === 'en' ? 'en' : 'zh');
});
await i18n.use(initReactI18next).init();
