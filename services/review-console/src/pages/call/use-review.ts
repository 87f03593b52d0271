import { App } from 'antd';
import { useState } from 'react';
import type { DismissReason, StoredCall, Verdict } from '../../api/types.ts';
import { type NumberedFinding, nextOpen, numbered } from '../../conversation/numbered-findings.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { vocabulary } from '../../vocabulary/texts.ts';
import type { PickedSpan } from './picked-span.ts';
import { callTexts } from './texts.ts';
import { useVerdict } from './use-verdict.ts';
import type { Walk } from './use-walk.ts';

/** The reviewer's place in a call: the current finding, the comment being written, a dismissal that wants a reason. */
export function useReview(call: StoredCall, walk: Walk) {
  const t = useTexts(callTexts);
  const words = useTexts(vocabulary);
  const { message } = App.useApp();
  const { mutate } = useVerdict(call.record.callId);
  const findings = numbered(call.findings);
  const [current, setCurrent] = useState(() => nextOpen(findings, 0)?.number ?? 1);
  const [comment, setComment] = useState('');
  const [asking, setAsking] = useState(false);
  const shown = findings.find(({ number }) => number === current) ?? null;

  function pick(number: number): void {
    const last = findings.length;
    setCurrent(number < 1 ? last : number > last ? 1 : number);
    setAsking(false);
    setComment('');
  }

  function advance(from: NumberedFinding): void {
    const next = nextOpen(findings, from.number);
    if (next) pick(next.number);
    else if (walk.next) walk.open(walk.next);
    else void message.success(t(walk.place === null ? 'allDone' : 'queueDone'));
  }

  function judge(verdict: Verdict, reason?: DismissReason, evidence?: PickedSpan): void {
    if (shown === null) return;
    if (verdict === 'dismissed' && reason === undefined) {
      setAsking(true);
      return;
    }
    mutate({
      finding: shown,
      verdict,
      comment: comment.trim(),
      ...(reason === undefined ? {} : { reason }),
      ...(evidence === undefined ? {} : { evidence }),
    });
    void message.info({
      content: t('saved', { n: `#${shown.number}`, verdict: words(`verdict.${verdict}`) }),
      key: 'verdict',
      duration: 2,
    });
    setAsking(false);
    setComment('');
    advance(shown);
  }

  return { findings, shown, current, pick, comment, setComment, asking, setAsking, judge };
}
