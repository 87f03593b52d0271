import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { ApiError } from '../../api/api-error.ts';
import { api, bodyOf } from '../../api/client.ts';
import type { DismissReason, Review, StoredCall, StoredFinding, Verdict } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { PickedSpan } from './picked-span.ts';
import { callTexts } from './texts.ts';
import { callQuery } from './use-call.ts';

export interface Judgement {
  readonly finding: StoredFinding;
  readonly verdict: Verdict;
  readonly reason?: DismissReason;
  readonly comment?: string;
  /** Where the evidence really is. */
  readonly evidence?: PickedSpan;
}

/** Gives verdicts. The page shows them at once; one that is not taken is put back and told. */
export function useVerdict(callId: string) {
  const t = useTexts(callTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  const { queryKey } = callQuery(callId);

  function put(findingId: string, review: (before: Review) => Review): void {
    client.setQueryData(queryKey, (call: StoredCall | undefined) =>
      call === undefined
        ? call
        : {
            ...call,
            findings: call.findings.map((one) =>
              one.finding.id === findingId ? { ...one, review: review(one.review) } : one,
            ),
          },
    );
  }

  return useMutation({
    mutationFn: ({ finding, verdict, reason, comment, evidence }: Judgement) =>
      bodyOf(
        api.POST('/v1/findings/{findingId}/verdict', {
          params: { path: { findingId: finding.finding.id } },
          body: {
            verdict,
            version: finding.review.version,
            ...(reason === undefined ? {} : { reason }),
            ...(comment ? { comment } : {}),
            ...(evidence ? { evidence: [evidence] } : {}),
          },
        }),
      ),
    onMutate({ finding, verdict, reason }) {
      const { reason: _old, ...before } = finding.review;
      put(finding.finding.id, () => ({
        ...before,
        state: 'reviewed',
        verdict,
        ...(reason ? { reason } : {}),
      }));
    },
    onSuccess: (stored) => put(stored.finding.id, () => stored.review),
    onError(error, { finding }) {
      put(finding.finding.id, () => finding.review);
      void client.invalidateQueries({ queryKey });
      if (error instanceof ApiError && error.code === 'review_conflict') {
        const review = error.problem.review;
        const who =
          typeof review === 'object' && review !== null && 'reviewer' in review ? review.reviewer : '?';
        void message.warning(t('conflict', { who: String(who) }));
      } else void message.error(t('failed', { detail: error.message }));
    },
  });
}
