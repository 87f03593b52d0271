import { z } from 'zod';

/** Whether the analyzer, run again over the stored transcript, makes the finding byte for byte; if not, where it differs. */
export const FindingReplay = z.strictObject({
  same: z.boolean(),
  differences: z.array(
    z.strictObject({
      /** A field of the finding, for example explanation.zh; $ when it is not made at all. */
      field: z.string(),
      stored: z.unknown(),
      replayed: z.unknown(),
    }),
  ),
});
export type FindingReplay = z.infer<typeof FindingReplay>;
