import { z } from 'zod';
import { RejectCode, RejectDetail } from '../../../contracts/rejected.ts';

/** What became of one item of a request. */
export const ItemReceipt = z.strictObject({
  /** 0-based, in the order they were sent. */
  index: z.int().nonnegative(),
  /** 1-based line of the body where the item begins. */
  line: z.int().positive(),
  callId: z.string().nullable(),
  revision: z.int().nullable(),
  status: z.enum(['accepted', 'rejected']),
  /** Only when rejected. */
  code: RejectCode.optional(),
  errors: z.array(RejectDetail),
  /** Fields the contract doesn't know, doubles inside of the request. */
  warnings: z.array(RejectDetail),
});
export type ItemReceipt = z.infer<typeof ItemReceipt>;

/** The answer 202: everything accepted is durable. Sending the same again is answered the same and changes nothing. */
export const Receipt = z.strictObject({
  accepted: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  items: z.array(ItemReceipt),
});
export type Receipt = z.infer<typeof Receipt>;
