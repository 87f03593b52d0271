import { useEffect } from 'react';
import type { StoredCall } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import './conversation.css';
import type { NumberedFinding } from './numbered-findings.ts';
import { PartyBand } from './party-band.tsx';
import { conversationTexts } from './texts.ts';
import { TurnLine } from './turn.tsx';
import { TurnText } from './turn-text.tsx';

interface ConversationProps {
  readonly transcript: NonNullable<StoredCall['transcript']>;
  readonly facts: StoredCall['facts'];
  readonly findings: readonly NumberedFinding[];
  readonly current: number;
  readonly onPick: (number: number) => void;
}

/** The call as it was spoken, with the state of the line beside it and the evidence marked in it. */
export function Conversation({ transcript, facts, findings, current, onPick }: ConversationProps) {
  const t = useTexts(conversationTexts);
  const shown = findings.find(({ number }) => number === current);
  const turn = shown?.finding.turn ?? null;
  useEffect(() => {
    if (turn !== null) document.getElementById(`turn-${turn}`)?.scrollIntoView({ block: 'center' });
  }, [turn]);

  const roles = new Map(transcript.participants.map(({ id, role }) => [id, role]));
  const severities = new Map(findings.map(({ number, finding }) => [number, finding.severity]));
  const listen = transcript.recording?.uri ?? null;
  const factsAt = new Map(facts?.turns.map((one) => [one.turn, one]));
  return (
    <ol className="conversation" aria-label={t('title')} lang={transcript.language}>
      {transcript.turns.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns have no other name than their place
        <li className="line" key={index}>
          <PartyBand facts={factsAt.get(index)} before={factsAt.get(index - 1)} />
          <TurnLine
            index={index}
            turn={one}
            role={roles.get(one.speaker) ?? 'third_party'}
            events={facts?.events.filter((event) => event.turn === index) ?? []}
            listen={listen}
          >
            <TurnText
              text={one.text}
              spans={findings.flatMap(({ number, finding, review }) =>
                (review.evidence ?? finding.spans)
                  .filter((span) => span.turn === index)
                  .map(({ start, end }) => ({ number, start, end })),
              )}
              current={current}
              severityOf={(number) => severities.get(number) ?? 'minor'}
              onPick={onPick}
            />
          </TurnLine>
        </li>
      ))}
    </ol>
  );
}
