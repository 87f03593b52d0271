import type { RuleTrial, RuleTrialInput } from '../../../contracts/rule-view.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import type { AnalyseCall } from '../../analyzer/analyse-call.ts';
import { isVoice, VOICES } from '../../analyzer/rule-checks/example-lines.ts';
import { readPasted } from '../../analyzer/rule-checks/read-pasted.ts';

/** Where a pasted text plays: a lawful morning hour on a recorded company line, so that only the words decide. */
const SCENES = {
  zh: {
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    startedAt: '2026-11-03T10:15:00+08:00',
    currency: 'CNY',
  },
  en: {
    language: 'en-US',
    timeZone: 'America/Chicago',
    startedAt: '2026-11-03T10:15:00-06:00',
    currency: 'USD',
  },
} as const;
const TURN_MS = 3_000;

/** Analyses a pasted sentence or dialogue with the rulebook in force. */
export function createTryText(analyse: AnalyseCall): (input: RuleTrialInput) => RuleTrial {
  return function tryText({ text, language }) {
    const pasted = readPasted(text);
    const lines = typeof pasted === 'string' ? [{ collector: pasted }] : pasted;
    const said = lines.flatMap((line) => Object.entries(line));
    const { currency, ...scene } = SCENES[language];
    const heard = new Set(['collector', ...said.map(([voice]) => voice)]);
    const transcript = Transcript.parse({
      ...scene,
      callId: 'pasted-text',
      direction: 'outbound',
      collector: { id: 'collector' },
      debtor: { id: 'debtor' },
      debt: { caseId: 'case', currency },
      line: { recorded: true, kind: 'company' },
      participants: [...heard].filter(isVoice).map((voice) => VOICES[voice]),
      turns: said.map(([speaker, words], index) => ({
        speaker,
        startMs: index * TURN_MS,
        endMs: (index + 1) * TURN_MS - 500,
        text: words,
      })),
    });
    const { facts, findings } = analyse(transcript, []);
    return { transcript, facts, findings };
  };
}
