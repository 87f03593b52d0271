import { z } from 'zod';
import { CallExample, Example, ExampleTurn, type Rule } from '../../../contracts/rule.ts';
import { OffsetDateTime } from '../../../contracts/text.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import type { Bilingual } from '../../../contracts/vocabulary.ts';
import type { PastContact } from '../engine/contact-history.ts';
import { defaultCall, placeOf } from './default-call.ts';
import { type ExampleLine, isVoice, linesBefore, speakerOf, VOICES } from './example-lines.ts';
import { type Mark, readMarks } from './read-marks.ts';

/** An example as the engine takes it. */
export interface StagedExample {
  readonly call: Transcript;
  readonly history: readonly PastContact[];
  /** Quotes that must come out. */
  readonly marks: readonly Mark[];
  /** Turns before this one were added to give the sentence a listener. */
  readonly firstOwnTurn: number;
}

export type Staging =
  | { readonly ok: true; readonly staged: StagedExample }
  | { readonly ok: false; readonly message: Bilingual };

const SpokenIn = z.union([z.string(), z.array(ExampleTurn)]);
/** An earlier contact of an example; what is left out is as in the call itself. */
const PastExample = z.strictObject({
  callId: z.string().optional(),
  startedAt: OffsetDateTime,
  direction: z.enum(['outbound', 'inbound']).default('outbound'),
  caseId: z.string().nullable().optional(),
  numberHash: z.string().nullable().optional(),
  effectiveContact: z.boolean().default(true),
});
const Facts = z.record(z.string(), z.unknown());

/** Puts what an example says over the default call; objects merge, null takes a fact away. */
function overlay(base: unknown, over: unknown): unknown {
  const facts = Facts.safeParse(over);
  const under = Facts.safeParse(base);
  if (!facts.success || !under.success) return over;
  const merged = { ...under.data };
  for (const [key, value] of Object.entries(facts.data)) {
    if (value === null) delete merged[key];
    else merged[key] = overlay(merged[key], value);
  }
  return merged;
}

const linesOf = (spoken: z.infer<typeof SpokenIn>, rule: Rule): readonly ExampleLine[] =>
  typeof spoken === 'string'
    ? [{ voice: speakerOf(rule), text: spoken }]
    : spoken.flatMap((turn) =>
        Object.entries(turn).flatMap(([voice, text]) => (isVoice(voice) ? { voice, text } : [])),
      );

const refused = (zh: string, en: string): Staging => ({ ok: false, message: { zh, en } });

/**
 * Turns an example of a rule into a call: a string is one sentence said to the party that the rule protects, a list is a
 * dialogue, `call` holds facts over a default call (its `turns` in the same short form), `history` earlier contacts.
 */
export function stageExample(example: unknown, rule: Rule): Staging {
  const spoken = Example.safeParse(example);
  const facts = CallExample.safeParse(example);
  if (!spoken.success && !facts.success)
    return refused(
      '例句写法不对：应为一句话、对话列表或 call',
      'an example is a sentence, a list of turns or call facts',
    );
  const { turns: said, ...given } = facts.success ? facts.data.call : { turns: spoken.data };
  const ownSpoken = SpokenIn.safeParse(said ?? [{ collector: '您好。' }, { debtor: '您好。' }]);
  if (!ownSpoken.success)
    return refused(
      'call.turns 应写成一句话，或“- collector: …”这样的列表',
      'call.turns is a sentence, or a list of "- collector: …"',
    );
  const place = placeOf(rule);
  const own = linesOf(ownSpoken.data, rule);
  const isAlone = own.length > 0 && own.every(({ voice }) => voice === speakerOf(rule));
  const before = isAlone ? linesBefore(rule, place) : [];
  const lines = [...before, ...own];
  const read = lines.map(({ text }, turn) => readMarks(text, turn));
  if (read.includes(null))
    return refused('[[ 和 ]] 不成对，或里面是空的', '[[ and ]] do not pair, or hold nothing');
  const voices = new Set<ExampleLine['voice']>(['collector', 'debtor', ...lines.map(({ voice }) => voice)]);
  const parsed = Transcript.safeParse({
    ...Facts.parse(overlay({ ...defaultCall(rule, place), channel: channelOf(rule, lines) }, given)),
    participants: given.participants ?? [...voices].map((voice) => VOICES[voice]),
    turns: lines.map(({ voice }, turn) => ({
      speaker: VOICES[voice].id,
      startMs: turn * 5_000,
      endMs: turn * 5_000 + 4_000,
      text: read[turn]?.text ?? '',
    })),
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    return refused(`通话信息有误：${at}`, `the facts of the call are wrong: ${at}`);
  }
  const history = z.array(PastExample).safeParse(facts.success ? (facts.data.history ?? []) : []);
  if (!history.success) {
    const [issue] = history.error.issues;
    const at = `history.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    return refused(`历史联系有误：${at}`, `the earlier contacts are wrong: ${at}`);
  }
  return {
    ok: true,
    staged: {
      call: parsed.data,
      history: history.data.map((past, index) => contactOf(past, index, parsed.data)),
      marks: read.flatMap((text) => text?.marks ?? []),
      firstOwnTurn: before.length,
    },
  };
}

function channelOf(rule: Rule, lines: readonly ExampleLine[]): Transcript['channel'] {
  const isBox =
    lines.some(({ voice }) => voice === 'voicemail') &&
    lines.every(({ voice }) => voice === 'voicemail' || voice === 'collector');
  return isBox
    ? 'voicemail'
    : (rule.applies_to.channels.find((channel) => channel !== 'voicemail') ?? 'voicemail');
}

const contactOf = (past: z.infer<typeof PastExample>, index: number, call: Transcript): PastContact => ({
  callId: past.callId ?? `earlier-${index + 1}`,
  startedAtMs: Date.parse(past.startedAt),
  direction: past.direction,
  caseId: past.caseId === undefined ? (call.debt?.caseId ?? null) : past.caseId,
  numberHash: past.numberHash === undefined ? (call.line?.numberHash ?? null) : past.numberHash,
  effectiveContact: past.effectiveContact,
});
