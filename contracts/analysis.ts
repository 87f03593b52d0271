import { z } from 'zod';
import { Finding } from './finding.ts';
import { Party } from './vocabulary.ts';

/** What the dialogue shows at one turn. */
export const TurnFacts = z.strictObject({
  turn: z.int().nonnegative(),
  /** Who listens when the collector speaks, or who speaks otherwise. */
  party: Party,
  identity: z.enum(['unknown', 'asked', 'claimed', 'confirmed', 'denied']),
});
export type TurnFacts = z.infer<typeof TurnFacts>;

/** A thing that happened in the dialogue, with the turn that shows it, for example contact_refused at turn 6. */
export const DialogueEvent = z.strictObject({
  kind: z.enum([
    'identity_asked',
    'identity_claimed',
    'identity_confirmed',
    'identity_denied',
    'handover',
    'self_introduced',
    'purpose_told',
    'debt_told',
    'recording_announced',
    'contact_refused',
    'represented',
    'dispute_raised',
    'hardship_told',
    'promise_made',
    'voicemail_reached',
  ]),
  turn: z.int().nonnegative(),
});
export type DialogueEvent = z.infer<typeof DialogueEvent>;

export const DialogueFacts = z.strictObject({ turns: z.array(TurnFacts), events: z.array(DialogueEvent) });
export type DialogueFacts = z.infer<typeof DialogueFacts>;

/** An element of a good call (scorecard): decided from the dialogue, never guessed. */
export const ElementScore = z.strictObject({
  element: z.string(),
  result: z.enum(['present', 'absent', 'not_applicable', 'undecidable']),
  turn: z.int().nonnegative().nullable(),
});
export type ElementScore = z.infer<typeof ElementScore>;

/** Shares and durations measured from the turns' times. */
export const TalkMeasures = z.strictObject({
  durationMs: z.number().nonnegative(),
  collectorTalkShare: z.number().min(0).max(1).nullable(),
  turns: z.int().nonnegative(),
});

/** The analyzer's whole answer for one transcript. Pure function of transcript, contact history and rulebook. */
export const Analysis = z.strictObject({
  callId: z.string(),
  revision: z.int().min(1),
  /** SHA-256 of the canonical transcript. */
  transcriptHash: z.string(),
  rulebookHash: z.string(),
  engineVersion: z.string(),
  findings: z.array(Finding),
  facts: DialogueFacts,
  elements: z.array(ElementScore),
  measures: TalkMeasures,
});
export type Analysis = z.infer<typeof Analysis>;
