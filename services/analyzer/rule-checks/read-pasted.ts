import { isVoice, type Voice } from './example-lines.ts';

const NAMES: Readonly<Record<string, Voice>> = {
  催收员: 'collector',
  坐席: 'collector',
  债务人: 'debtor',
  客户: 'debtor',
  本人: 'debtor',
  第三人: 'third_party',
  第三方: 'third_party',
  担保人: 'guarantor',
  共同借款人: 'co_borrower',
  语音信箱: 'voicemail',
};

function voiceOf(name: string): Voice | null {
  const plain = name.trim().replace(/^-\s*/, '').toLowerCase().replaceAll(' ', '_');
  return isVoice(plain) ? plain : (NAMES[plain] ?? null);
}

/** A pasted text as an example: lines that begin with a party and a colon are a dialogue, anything else is one sentence. */
export function readPasted(text: string): string | Partial<Record<Voice, string>>[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const turns: Partial<Record<Voice, string>>[] = [];
  for (const line of lines) {
    const [, name = '', said = ''] = /^([^:：]{1,20})[:：](.+)$/.exec(line) ?? [];
    const voice = voiceOf(name);
    if (voice === null) return text.trim();
    turns.push({ [voice]: said.trim() });
  }
  return turns;
}
