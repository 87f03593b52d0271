import { type NumberedSpan, segmentsOf } from './segments.ts';

interface TurnTextProps {
  readonly text: string;
  readonly spans: readonly NumberedSpan[];
  readonly current: number;
  readonly severityOf: (number: number) => string;
  readonly onPick: (number: number) => void;
}

/** What was said, with the evidence of findings marked: numbers tell overlapping ones apart. */
export function TurnText({ text, spans, current, severityOf, onPick }: TurnTextProps) {
  return segmentsOf(text, spans).map(({ start, text: piece, numbers, ending }) => {
    if (numbers.length === 0) return <span key={start}>{piece}</span>;
    const shown = numbers.includes(current) ? current : (numbers[0] ?? 0);
    const next = numbers[(numbers.indexOf(current) + 1) % numbers.length] ?? shown;
    const names = ['hit', `hit--${severityOf(shown)}`];
    if (numbers.includes(current)) names.push('hit--current');
    if (numbers.length > 1) names.push('hit--shared');
    return (
      <span key={start}>
        <mark className={names.join(' ')} onClick={() => onPick(next)}>
          {piece}
        </mark>
        {ending.map((number) => (
          <sup key={number} className={number === current ? 'hit-number hit-number--current' : 'hit-number'}>
            {number}
          </sup>
        ))}
      </span>
    );
  });
}
