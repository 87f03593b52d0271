import { PersonalDataKind } from '../../../contracts/personal-data.ts';
import { detectPersonalData } from './detect-personal-data.ts';
import type { PersonalSpan } from './personal-span.ts';

/** A dialogue with its personal data marked by hand. */
export interface MarkedDialogue {
  readonly turns: readonly { readonly speaker: string; readonly text: string }[];
  readonly marks: readonly PersonalSpan[];
  readonly known: readonly string[];
}

export interface KindFigures {
  marks: number;
  found: number;
  detections: number;
  right: number;
}

export interface Slip {
  readonly what: 'missed' | 'false alarm';
  readonly kind: PersonalDataKind;
  readonly quote: string;
  readonly text: string;
}

export interface PersonalDataFigures {
  readonly dialogues: number;
  readonly kinds: ReadonlyMap<PersonalDataKind, KindFigures>;
  /** Marks of which a letter or digit stays readable, whatever the kind. */
  readonly leftToRead: number;
  /** Dialogues without any mark in which something is masked. */
  readonly cleanDialogues: number;
  readonly cleanTouched: number;
  readonly slips: readonly Slip[];
}

const MARK = /\[\[([a-z_]+)\|([^\]]*)\]\]/g;

/** Reads `[[kind|text]]` marks; throws RangeError for a kind that is none. */
export function readMarks(turn: number, marked: string): { text: string; marks: PersonalSpan[] } {
  const marks: PersonalSpan[] = [];
  let text = '';
  let from = 0;
  for (const { 0: all, 1: name, 2: inner = '', index } of marked.matchAll(MARK)) {
    const kind = PersonalDataKind.safeParse(name);
    if (!kind.success) throw new RangeError(`${name} is no kind of personal data`);
    text += marked.slice(from, index);
    marks.push({ kind: kind.data, turn, start: text.length, end: text.length + inner.length });
    text += inner;
    from = index + all.length;
  }
  return { text: text + marked.slice(from), marks };
}

/** Measures the detectors against marks made by hand. */
export function evaluateDetection(dialogues: readonly MarkedDialogue[]): PersonalDataFigures {
  const kinds = new Map<PersonalDataKind, KindFigures>();
  const slips: Slip[] = [];
  let leftToRead = 0;
  let cleanTouched = 0;
  for (const { turns, marks, known } of dialogues) {
    const spans = detectPersonalData(turns, known);
    const textOf = ({ turn }: PersonalSpan) => turns[turn]?.text ?? '';
    const slip = (what: Slip['what'], span: PersonalSpan) =>
      slips.push({
        what,
        kind: span.kind,
        quote: textOf(span).slice(span.start, span.end),
        text: textOf(span),
      });
    if (marks.length === 0 && spans.length > 0) cleanTouched += 1;
    for (const mark of marks) {
      const figures = figuresOf(kinds, mark.kind);
      figures.marks += 1;
      const sameKind = spans.filter(({ kind }) => kind === mark.kind);
      if (covers(textOf(mark), sameKind, mark)) figures.found += 1;
      else slip('missed', mark);
      if (!covers(textOf(mark), spans, mark)) leftToRead += 1;
    }
    for (const span of spans) {
      const figures = figuresOf(kinds, span.kind);
      figures.detections += 1;
      if (marks.some((mark) => mark.kind === span.kind && overlap(mark, span))) figures.right += 1;
      else slip('false alarm', span);
    }
  }
  const cleanDialogues = dialogues.filter(({ marks }) => marks.length === 0).length;
  return { dialogues: dialogues.length, kinds, leftToRead, cleanDialogues, cleanTouched, slips };
}

function figuresOf(kinds: Map<PersonalDataKind, KindFigures>, kind: PersonalDataKind): KindFigures {
  const known = kinds.get(kind) ?? { marks: 0, found: 0, detections: 0, right: 0 };
  kinds.set(kind, known);
  return known;
}

const overlap = (a: PersonalSpan, b: PersonalSpan) => a.turn === b.turn && a.start < b.end && b.start < a.end;

/** Whether every letter and digit of a mark lies in one of the spans. */
function covers(text: string, spans: readonly PersonalSpan[], mark: PersonalSpan): boolean {
  const inside = spans.filter(({ turn }) => turn === mark.turn);
  for (let at = mark.start; at < mark.end; at += 1) {
    if (!/[\p{L}\p{N}]/u.test(text[at] ?? '')) continue;
    if (!inside.some(({ start, end }) => start <= at && at < end)) return false;
  }
  return true;
}
