import type { Setting } from './list-settings.ts';

/** Turns text from the environment or a flag into the value that the setting's schema checks. */
export function readValue(setting: Setting, text: string): unknown {
  switch (setting.kind) {
    case 'text':
      return text;
    case 'number':
      return asNumber(text) ?? text;
    case 'boolean':
      return asBoolean(text) ?? text;
    case 'list':
      return asList(text);
    case 'any':
      return candidates(text).find((value) => setting.schema.safeParse(value).success) ?? text;
  }
}

const candidates = (text: string) => [text, asNumber(text), asBoolean(text), asList(text)];

function asNumber(text: string): number | undefined {
  const number = Number(text.replaceAll('_', ''));
  return text.trim() === '' || Number.isNaN(number) ? undefined : number;
}

function asBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function asList(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
