import type { z } from 'zod';
import type { ExampleTurn, Rule } from '../../../contracts/rule.ts';
import type { Participant } from '../../../contracts/transcript.ts';
import type { Party } from '../../../contracts/vocabulary.ts';
import type { Place } from './default-call.ts';

/** Who speaks a line of an example. */
export type Voice = keyof z.infer<typeof ExampleTurn>;

export interface ExampleLine {
  readonly voice: Voice;
  readonly text: string;
}

export const VOICES: Readonly<Record<Voice, Participant>> = {
  collector: { id: 'collector', role: 'collector' },
  debtor: { id: 'debtor', role: 'debtor' },
  third_party: { id: 'third_party', role: 'third_party', relation: 'unknown' },
  guarantor: { id: 'guarantor', role: 'third_party', relation: 'guarantor' },
  co_borrower: { id: 'co_borrower', role: 'third_party', relation: 'co_borrower' },
  voicemail: { id: 'voicemail', role: 'ivr' },
};

export const isVoice = (name: string): name is Voice => name in VOICES;

const SPEAKERS: Readonly<Record<Participant['role'], Voice>> = {
  collector: 'collector',
  debtor: 'debtor',
  third_party: 'third_party',
  ivr: 'voicemail',
};

/** Who says a lone sentence: the collector, or whoever else the rule listens to. */
export function speakerOf(rule: Rule): Voice {
  const { speaker } = rule.applies_to;
  return speaker.includes('collector') ? 'collector' : SPEAKERS[speaker[0] ?? 'collector'];
}

/** To whom a lone sentence is said: the first party that the rule protects, the debtor where it names none. */
function listenerOf(rule: Rule): Party {
  const [first] = rule.match.any;
  return rule.applies_to.listener?.[0] ?? first?.when?.party?.[0] ?? 'debtor';
}

/** The identity check would hide what the rule looks for: it waits for the check, or for words that the check contains. */
function holdsBeforeCheck(rule: Rule): boolean {
  return rule.match.any.some(
    ({ kind, when, ...branch }) =>
      kind === 'absent' ||
      ('unless' in branch && branch.unless.includes('identity_confirmed')) ||
      (when?.identity !== undefined && !when.identity.includes('confirmed')) ||
      when?.not_after?.some((event) => event.startsWith('identity_')) === true,
  );
}

/**
 * What was said before a lone sentence, so that it has a listener: to a debtor who has confirmed who he is, unless the rule
 * is about the time before; to whoever else the rule protects; to nobody known, where it protects the unverified.
 */
export function linesBefore(rule: Rule, place: Place): readonly ExampleLine[] {
  const listener = listenerOf(rule);
  const zh = place.language.startsWith('zh');
  switch (listener) {
    case 'unverified':
      return [];
    case 'voicemail':
      return [{ voice: 'voicemail', text: zh ? '您好，请留言。' : 'Please leave a message.' }];
    case 'debtor': {
      if (holdsBeforeCheck(rule)) return [{ voice: 'debtor', text: zh ? '喂？' : 'Hello?' }];
      const name = place.debtorName;
      return [
        {
          voice: 'collector',
          text: zh ? `您好，请问是${name}本人吗？` : `Hello, am I speaking with ${name}?`,
        },
        { voice: 'debtor', text: zh ? `是我，我是${name}。` : `Yes, this is ${name}.` },
        ...(speakerOf(rule) === 'collector'
          ? []
          : [{ voice: 'collector' as const, text: zh ? '您请讲。' : 'Go ahead.' }]),
      ];
    }
    default:
      return [{ voice: listener, text: zh ? '喂，你找谁？' : "Hello, who's calling?" }];
  }
}
