import type { CallHit } from '../../api/types.ts';

/** A turn with the found pieces marked. */
export function Highlighted({ text, ranges }: Pick<CallHit['highlights'][number], 'text' | 'ranges'>) {
  let shown = 0;
  const pieces = ranges.map(([start = 0, end = 0]) => {
    const before = text.slice(shown, start);
    shown = end;
    return (
      <span key={start}>
        {before}
        <mark>{text.slice(start, end)}</mark>
      </span>
    );
  });
  return (
    <>
      {pieces}
      {text.slice(shown)}
    </>
  );
}
