import type { Finding } from '../../api/types.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { vocabulary } from '../../vocabulary/texts.ts';
import { factTexts } from './fact-texts.ts';

type FactValue = Finding['explanation']['facts'][number]['value'];

/** Facts of a call in words; one that has no words yet is shown as the engine names it. */
export function useFactName() {
  const { language } = useLanguage();
  const names: Readonly<Record<string, string>> = factTexts[language];
  const words: Readonly<Record<string, string>> = vocabulary[language];
  return {
    nameOf: (name: string): string => names[`fact.${name}`] ?? name,
    valueText(name: string, value: FactValue): string {
      if (typeof value === 'boolean') return names[value ? 'yes' : 'no'] ?? String(value);
      if (value === null) return names.unknown ?? '–';
      const prefix = name === 'listener' ? 'party' : name;
      return words[`${prefix}.${value}`] ?? words[`event.${value}`] ?? String(value);
    },
  };
}
