import { z } from 'zod';

/** Whether the analyzer, run again over the stored transcript, makes the finding byte for byte; if not, where it differs. */
export const FindingReplay = z.strictObject({
  same: z.boolean(),
  /** For people: the field, what it was and what it is; empty when it is the same. */
  differences: z.array(z.string()),
});
export type FindingReplay = z.infer<typeof FindingReplay>;
