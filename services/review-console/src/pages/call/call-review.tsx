import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef } from 'react';
import type { StoredCall } from '../../api/types.ts';
import { Conversation } from '../../conversation/conversation.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { useMay } from '../../session/me-context.ts';
import { Notice } from '../../shared/notice.tsx';
import { CallHead } from './call-head.tsx';
import { EarlierCalls } from './earlier-calls.tsx';
import { FindingDetail } from './finding-detail.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { MarkDialog } from './mark-dialog.tsx';
import { ReviewHistory } from './review-history.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { callTexts } from './texts.ts';
import { useCallKeys } from './use-call-keys.ts';
import { useDismissReasons } from './use-dismiss-reasons.ts';
import { useMarking } from './use-marking.ts';
import { useReview } from './use-review.ts';
import type { Walk } from './use-walk.ts';
import { VerdictBar } from './verdict-bar.tsx';

/** A call under review: the conversation on the left, its findings with their verdicts on the right. */
export function CallReview({ call, walk }: { call: StoredCall; walk: Walk }) {
  const t = useTexts(callTexts);
  const review = useReview(call, walk);
  const reasons = useDismissReasons();
  const mayJudge = useMay('findings:judge');
  const commentField = useRef<TextAreaRef>(null);
  const { findings, current, pick, shown } = review;
  const marking = useMarking(shown?.finding.turn ?? null);
  const { transcript } = call;
  useCallKeys({
    walk,
    current,
    reasons,
    mayJudge,
    asking: review.asking,
    onPick: pick,
    onVerdict: review.judge,
    onStopAsking: () => review.setAsking(false),
    onComment: () => commentField.current?.focus(),
    onMark: marking.begin,
  });
  return (
    <div className="call-page">
      <CallHead call={call} walk={walk} />
      <div className="call-body">
        {/* Long calls scroll by the keyboard too. */}
        <div className="call-left" tabIndex={0} role="region" aria-label={t('conversation')}>
          {transcript ? (
            <Conversation
              transcript={transcript}
              facts={call.facts}
              findings={findings}
              current={current}
              onPick={pick}
            />
          ) : (
            <Notice title={t('conversation')}>{t('noTranscript')}</Notice>
          )}
          {mayJudge && shown && marking.selected ? (
            <SelectionBar selected={marking.selected} finding={shown.number} onMark={marking.begin} />
          ) : null}
          {transcript && shown && marking.start ? (
            <MarkDialog
              transcript={transcript}
              start={marking.start}
              finding={shown.number}
              onEvidence={(span) => {
                marking.end();
                review.judge('confirmed', undefined, span);
              }}
              onClose={marking.end}
            />
          ) : null}
        </div>
        <div className="call-right">
          <FindingsPanel findings={findings} current={current} onPick={pick}>
            {({ finding, review: { history } }) => (
              <>
                <FindingDetail finding={finding} />
                <ReviewHistory history={history} />
                {mayJudge ? (
                  <VerdictBar
                    asking={review.asking}
                    reasons={reasons}
                    comment={review.comment}
                    onComment={review.setComment}
                    commentField={commentField}
                    onVerdict={review.judge}
                    onReason={(reason) => review.judge('dismissed', reason)}
                  />
                ) : null}
              </>
            )}
          </FindingsPanel>
          <EarlierCalls record={call.record} />
        </div>
      </div>
    </div>
  );
}
