import { KIND, kindOf } from './characters.ts';
import { BREAK, type Layer, type View } from './text-view.ts';

/** A turn with its text normalised under its own index: `normaliseText(text, index)`. */
export interface SpokenTurn {
  readonly speaker: string;
  readonly view: View;
}

/** Turns of one speaker read as one text; `turns` are their 0-based indexes. */
export interface JoinedTurns {
  readonly speaker: string;
  readonly turns: readonly number[];
  readonly view: View;
}

const LONGEST_BACKCHANNEL = 12;
const BACKCHANNEL =
  /^(?:嗯|哦|噢|喔|啊|诶|欸|哎|唉|对|是|的|好|行|喂|系|嘿|ok|okay|yes|yeah|yep|yup|mhm|mm|hm|huh|uh|um|right|sure|hello| )*$/;
const ASKING = new Set('吗呢吧');

const isBackchannel = ({ plain }: View) =>
  plain.text.length <= LONGEST_BACKCHANNEL && BACKCHANNEL.test(plain.text);

const isFinished = ({ plain }: View) =>
  (plain.breaks[plain.text.length] ?? 0) >= BREAK.SENTENCE || ASKING.has(plain.text.at(-1) ?? '');

const isWordAt = (text: string, at: number) => {
  const kind = kindOf(text.charCodeAt(at));
  return kind === KIND.ALPHABETIC || kind === KIND.DIGIT;
};

/** One layer of several; `offsets[i]` is where part i begins. A space parts Latin words at a join. */
const concatenate = (
  parts: readonly Layer[],
  levels: readonly number[],
): { layer: Layer; offsets: number[] } => {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const turns: number[] = [];
  const breaks: number[] = [];
  const offsets: number[] = [];
  for (const [index, part] of parts.entries()) {
    const level = Math.max(levels[index] ?? BREAK.NONE, breaks.pop() ?? BREAK.NONE);
    if (text !== '' && part.text !== '' && isWordAt(text, text.length - 1) && isWordAt(part.text, 0)) {
      const end = ends.at(-1) ?? 0;
      text += ' ';
      starts.push(end);
      ends.push(end);
      turns.push(turns.at(-1) ?? 0);
      breaks.push(BREAK.NONE);
    }
    offsets.push(text.length);
    breaks.push(text === '' ? BREAK.NONE : Math.max(level, part.breaks[0] ?? BREAK.NONE));
    text += part.text;
    for (let at = 0; at < part.text.length; at += 1) {
      starts.push(part.starts[at] ?? 0);
      ends.push(part.ends[at] ?? 0);
      turns.push(part.turns[at] ?? 0);
      breaks.push(part.breaks[at + 1] ?? BREAK.NONE);
    }
  }
  return { layer: { text, starts, ends, turns, breaks }, offsets };
};

const joinViews = (views: readonly View[], levels: readonly number[]): View => {
  const plain = concatenate(
    views.map((view) => view.plain),
    levels,
  );
  if (views.every((view) => view.fromPlain === null))
    return { ...plain.layer, plain: plain.layer, fromPlain: null };
  const fluent = concatenate(views, levels);
  const fromPlain: number[] = [];
  for (const [index, view] of views.entries()) {
    const from = plain.offsets[index] ?? 0;
    const to = fluent.offsets[index] ?? 0;
    for (let at = 0; at <= view.plain.text.length; at += 1)
      fromPlain[from + at] = to + (view.fromPlain?.[at] ?? at);
  }
  return { ...fluent.layer, plain: plain.layer, fromPlain };
};

/**
 * Groups a call into stretches of one speaker, so that a phrase that runs on over turns is one text: consecutive turns, also when one
 * short backchannel (嗯, 对, uh-huh) of somebody else stands between. Each turn is in exactly one group. A join is a PAUSE where the
 * earlier turn was left open and a TURN where it was finished (。？！, 吗, 呢, 吧). A hit is labelled by the last turn of its spans,
 * the one where it completes.
 */
export const joinTurns = (turns: readonly SpokenTurn[]): JoinedTurns[] => {
  const groups: { speaker: string; turns: number[]; levels: number[] }[] = [];
  const groupAt: ((typeof groups)[number] | undefined)[] = [];
  const continues = (index: number, speaker: string) => {
    if (turns[index - 1]?.speaker === speaker) return groupAt[index - 1];
    const between = turns[index - 1];
    const isOpen =
      between !== undefined && isBackchannel(between.view) && turns[index - 2]?.speaker === speaker;
    return isOpen ? groupAt[index - 2] : undefined;
  };
  for (const [index, { speaker }] of turns.entries()) {
    const group = continues(index, speaker);
    const last = turns[group?.turns.at(-1) ?? -1];
    if (group === undefined || last === undefined)
      groups.push({ speaker, turns: [index], levels: [BREAK.NONE] });
    else {
      group.turns.push(index);
      group.levels.push(isFinished(last.view) ? BREAK.TURN : BREAK.PAUSE);
    }
    groupAt.push(group ?? groups.at(-1));
  }
  return groups.map((group) => {
    const views = group.turns.flatMap((index) => turns[index]?.view ?? []);
    const [only] = views;
    const view = views.length === 1 && only !== undefined ? only : joinViews(views, group.levels);
    return { speaker: group.speaker, turns: group.turns, view };
  });
};
