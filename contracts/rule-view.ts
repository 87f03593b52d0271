import { z } from 'zod';
import { DialogueFacts } from './analysis.ts';
import { Citation, Finding } from './finding.ts';
import { RuleStatus } from './rule.ts';
import { PlainText } from './text.ts';
import { Transcript } from './transcript.ts';
import { Bilingual, Category, Severity } from './vocabulary.ts';

/** A rule in the list of rules. */
export const RuleSummary = z.strictObject({
  id: z.string(),
  version: z.int(),
  status: RuleStatus,
  outcome: z.enum(['violation', 'suspected']),
  category: Category,
  severity: Severity,
  /** Of its words: zh, en, or any for rules about the facts of a call. */
  language: z.enum(['zh', 'en', 'any']),
  title: Bilingual,
});
export type RuleSummary = z.infer<typeof RuleSummary>;

export const RuleList = z.strictObject({ rulebookHash: z.string(), rules: z.array(RuleSummary) });
export type RuleList = z.infer<typeof RuleList>;

/** An example of a rule: what is said, [[…]] around what it must mark, or the facts of a call as JSON. */
export const RuleExample = z.strictObject({
  turns: z.array(z.strictObject({ speaker: z.string(), text: z.string() })),
  facts: z.string().nullable(),
});
export type RuleExample = z.infer<typeof RuleExample>;

/** A rule with everything that explains it. */
export const RuleView = RuleSummary.extend({
  owner: z.string(),
  description: Bilingual,
  blindSpots: Bilingual.nullable(),
  citations: z.array(Citation),
  exceptions: z.array(z.strictObject({ id: z.string(), because: Bilingual })),
  /** What it looks for, in sentences. */
  prose: Bilingual,
  examples: z.strictObject({
    violating: z.array(RuleExample),
    compliant: z.array(RuleExample),
    knownMisses: z.array(RuleExample),
  }),
  /** The file below lexicons/, and its text. */
  file: z.string(),
  yaml: z.string(),
});
export type RuleView = z.infer<typeof RuleView>;

/** A sentence, or a dialogue with one line a turn: "collector: …", "debtor: …" (or 催收员：…, 债务人：…). */
export const RuleTrialInput = z.strictObject({
  text: PlainText.pipe(z.string().trim().min(1, 'must not be empty').max(20_000)),
  language: z.enum(['zh', 'en']),
});
export type RuleTrialInput = z.infer<typeof RuleTrialInput>;

/** What the rulebook in force makes of a pasted text. Nothing of it is kept. */
export const RuleTrial = z.strictObject({
  transcript: Transcript,
  facts: DialogueFacts,
  findings: z.array(Finding),
});
export type RuleTrial = z.infer<typeof RuleTrial>;
