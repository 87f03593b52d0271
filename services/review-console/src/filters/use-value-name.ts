import { tagOf } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { vocabulary } from '../vocabulary/texts.ts';

const PREFIXES: Readonly<Record<string, string>> = {
  severity: 'severity',
  category: 'category',
  outcome: 'outcome',
  lane: 'outcome',
  reviewState: 'state',
  verdict: 'verdict',
};

/** The name of a filter's value: from the vocabulary where it lists the value, else the value itself. */
export function useValueName(): (field: string, value: string) => string {
  const { language } = useLanguage();
  const names: Readonly<Record<string, string>> = vocabulary[language];
  const languages = new Intl.DisplayNames(tagOf(language), { type: 'language' });
  return (field, value) =>
    (field === 'language' ? languages.of(value) : names[`${PREFIXES[field] ?? field}.${value}`]) ?? value;
}
