import type { ReactNode } from 'react';
import type { StoredCall, Turn } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { clock, useFormat } from '../shared/format.ts';
import { vocabulary } from '../vocabulary/texts.ts';
import { conversationTexts } from './texts.ts';

type DialogueEvent = NonNullable<StoredCall['facts']>['events'][number];
export type SpeakerRole = NonNullable<StoredCall['transcript']>['participants'][number]['role'];

interface TurnLineProps {
  readonly index: number;
  readonly turn: Turn;
  readonly role: SpeakerRole;
  readonly events: readonly DialogueEvent[];
  /** Link to this moment of the recording. */
  readonly listen: string | null;
  readonly children: ReactNode;
}

/** One turn of the conversation: the collector on the left, everybody else on the right. */
export function TurnLine({ index, turn, role, events, listen, children }: TurnLineProps) {
  const t = useTexts(conversationTexts);
  const words = useTexts(vocabulary);
  const format = useFormat();
  const unsure = turn.confidence !== undefined && turn.confidence < 0.8 ? turn.confidence : null;
  const time = clock(turn.startMs);
  return (
    <div className={`turn turn--${role}`} id={`turn-${index}`}>
      <span className="visually-hidden">{t('turn', { n: index + 1 })}</span>
      <div className="turn__head">
        <span className="turn__who">{words(`speaker.${role}`)}</span>
        {listen ? (
          <a href={`${listen}#t=${Math.floor(turn.startMs / 1_000)}`} target="_blank" rel="noreferrer">
            {time}
          </a>
        ) : (
          <span className="soft">{time}</span>
        )}
        {unsure === null ? null : (
          <span className="soft" title={t('confidence', { share: format.share(unsure) })}>
            ≈ {format.share(unsure)}
          </span>
        )}
        {events.map(({ kind }) => (
          <span key={kind} className="turn__event">
            {words(`event.${kind}`)}
          </span>
        ))}
      </div>
      <div className="turn__text" data-turn={index}>
        {children}
      </div>
    </div>
  );
}
