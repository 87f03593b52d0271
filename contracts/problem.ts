import { z } from 'zod';
import { RejectDetail } from './rejected.ts';

/** RFC 9457 problem details; code is stable and documented, detail says what to do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(RejectDetail).optional(),
});
export type Problem = z.infer<typeof Problem>;
