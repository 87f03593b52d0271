import type { Span } from '../../../contracts/finding.ts';
import type { RejectDetail } from '../../../contracts/rejected.ts';
import type { SpanInput } from '../../../contracts/review.ts';
import type { Transcript } from '../../../contracts/transcript.ts';

export type MarkedEvidence =
  | { readonly ok: true; readonly spans: Span[] }
  | { readonly ok: false; readonly errors: RejectDetail[] };

/** Pieces of the transcript with their words; what lies outside of a turn, or halves a character, is named by field. */
export function markEvidence(
  transcript: Transcript | null,
  pieces: readonly SpanInput[],
  field: string,
): MarkedEvidence {
  const spans: Span[] = [];
  const errors: RejectDetail[] = [];
  for (const [index, { turn, start, end }] of pieces.entries()) {
    const text = transcript?.turns[turn]?.text;
    const reason = whyNot(text, start, end);
    if (text !== undefined && reason === null)
      spans.push({ turn, start, end, quote: text.slice(start, end) });
    else
      errors.push({
        field: `${field}[${index}]`,
        reason: reason ?? 'the transcript is not kept',
        mend: 'take UTF-16 offsets of the original text of that turn',
      });
  }
  return errors.length === 0 ? { ok: true, spans } : { ok: false, errors };
}

function whyNot(text: string | undefined, start: number, end: number): string | null {
  if (text === undefined) return 'names a turn that the call does not have';
  if (end > text.length) return `ends behind the ${text.length} units of the turn`;
  return text.slice(start, end).isWellFormed() ? null : 'cuts a character in two';
}
