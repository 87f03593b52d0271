import { z } from 'zod';
import { Finding } from './finding.ts';
import { ElementScore, PromiseToPay, ReasonForDelay, Stage, TalkMeasures } from './scoring.ts';
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
  /** In the order in which they were made. */
  promises: z.array(PromiseToPay),
  reasonForDelay: ReasonForDelay.nullable(),
  stage: Stage.nullable(),
  measures: TalkMeasures,
});
export type Analysis = z.infer<typeof Analysis>;
