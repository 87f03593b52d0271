import { z } from 'zod';
import { DelayReason, ElementName, ElementStatus, PromiseToPay } from './scoring.ts';
import { Transcript } from './transcript.ts';

/** A promise as a careful listener would write it down. */
export const ExpectedPromise = PromiseToPay.pick({
  amount: true,
  date: true,
  time: true,
  channel: true,
}).extend({ conditional: z.boolean().default(false) });
export type ExpectedPromise = z.infer<typeof ExpectedPromise>;

/** A call of lexicons/corpora-elements: a transcript with the elements, the reason and the promises that it holds. */
export const ElementLabelledCall = z
  .looseObject({
    elements: z.record(ElementName, ElementStatus),
    reasonForDelay: DelayReason.nullable(),
    promises: z.array(ExpectedPromise),
  })
  .transform(({ elements, reasonForDelay, promises, ...raw }) => ({
    transcript: Transcript.parse(raw),
    expected: { elements, reasonForDelay, promises },
  }));
export type ElementLabelledCall = z.infer<typeof ElementLabelledCall>;
