import { type CallMask, createCallMask, type Revealed, replacer } from './call-mask.ts';

/** Something with a transcript, as far as masking needs it. */
export type CallToMask = Parameters<typeof createCallMask>[0];

export interface AnswerMaskOptions {
  /** The call that an answer is about when nothing in it says so. */
  readonly callId: string | null;
  /** Calls by id that the answer does not hold itself; null for one that is not kept in full. */
  readonly loadCalls: (callIds: readonly string[]) => Promise<ReadonlyMap<string, CallToMask>>;
  readonly revealedOf: (callId: string) => Revealed;
  /** Found only inside of what is masked: such a hit would tell what the mask hides. */
  readonly hidesTellingHits: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Ids, codes, times and hashes: they say nothing about a person and must stay whole. */
const NO_TEXT =
  /^(?:id|.*Id|.*Ids|.*Hash|hash|seal|kind|state|status|verdict|category|categories|severity|worstSeverity|outcome|outcomes|cursor|nextCursor|month|.*At|at|version|language|jurisdiction|timeZone|candidateTimeZones|code|role|roles|action|actor|reviewer|assignee|agency|team|speaker|channel|direction|type|sort|order|from|to|until|on|result|element|party|partyReached|identity|group|branches|currency|filename|mediaType|sha256|field|rule|rules|kinds)$/;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown) => (typeof value === 'string' ? value : null);
const numberIn = (value: unknown) => (typeof value === 'number' ? value : null);

/**
 * Masks an answer of any shape, as deep as it goes: turns, quotes of spans and highlights by their place in the call, everything
 * else that may be text by what is known of the call. Values that hold no text come back as they are.
 */
export async function maskAnswer(answer: unknown, options: AnswerMaskOptions): Promise<unknown> {
  const inside = new Map<string, CallToMask>();
  const named = new Set<string>();
  if (options.callId !== null) named.add(options.callId);
  visit(answer, (object) => {
    const callId = callIdOf(object);
    if (callId === null) return;
    named.add(callId);
    const transcript = transcriptOf(object);
    if (transcript !== null) inside.set(callId, transcript);
  });
  const loaded = await options.loadCalls([...named].filter((callId) => !inside.has(callId)));
  const masks = new Map<string, CallMask>();
  const maskFor = (callId: string | null): CallMask => {
    const key = callId ?? '';
    const known = masks.get(key);
    if (known !== undefined) return known;
    const call = inside.get(key) ?? loaded.get(key) ?? null;
    const mask = createCallMask(call, options.revealedOf(key));
    masks.set(key, mask);
    return mask;
  };
  return maskValue(answer, '', options.callId, { maskFor, hidesTellingHits: options.hidesTellingHits });
}

interface Walk {
  readonly maskFor: (callId: string | null) => CallMask;
  readonly hidesTellingHits: boolean;
}

function visit(value: unknown, see: (object: Json) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (isObject(value)) {
    see(value);
    for (const item of Object.values(value)) visit(item, see);
  }
}

/** The call that an object is about, if it says so. */
function callIdOf(object: Json): string | null {
  const inner = [object.record, object.finding, object.transcript, object.call].find(isObject);
  return textIn(object.callId) ?? (inner === undefined ? null : textIn(inner.callId));
}

/** The transcript in a call of the API, or an object that is one. */
function transcriptOf(object: Json): CallToMask {
  const candidate = isObject(object.transcript) ? object.transcript : object;
  const { turns, collector, debtor } = candidate;
  if (!Array.isArray(turns) || !isObject(collector)) return null;
  const spoken = turns.filter(isObject).flatMap((turn) => {
    const [speaker, text] = [textIn(turn.speaker), textIn(turn.text)];
    return speaker === null || text === null ? [] : [{ speaker, text, startMs: 0, endMs: 0 }];
  });
  if (spoken.length !== turns.length) return null;
  return { turns: spoken, collector: named(collector), debtor: isObject(debtor) ? named(debtor) : undefined };
}

const named = (person: Json) => ({ name: textIn(person.name) ?? undefined });

function maskValue(value: unknown, key: string, callId: string | null, walk: Walk): unknown {
  if (key === 'citations') return value;
  if (typeof value === 'string') {
    if (value.length < 2 || NO_TEXT.test(key)) return value;
    return walk.maskFor(callId).text(value);
  }
  if (Array.isArray(value)) {
    const items =
      key === 'hits' && walk.hidesTellingHits ? value.filter((hit) => !onlyTells(hit, walk)) : value;
    return items.map((item) => maskValue(item, key, callId, walk));
  }
  return isObject(value) ? maskObject(value, key, callIdOf(value) ?? callId, walk) : value;
}

function maskObject(object: Json, key: string, callId: string | null, walk: Walk): Json {
  const mask = walk.maskFor(callId);
  const quoted = isObject(object.explanation) ? quotesOf(object, mask) : null;
  const masked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    if (name === 'turns' && Array.isArray(value) && transcriptOf(object) !== null)
      masked[name] = value.map((turn, index) =>
        isObject(turn) ? { ...turn, text: mask.turns[index] ?? mask.text(String(turn.text)) } : turn,
      );
    else if (name === 'quote' && typeof value === 'string')
      masked[name] = quoteOf(object, mask) ?? mask.text(value);
    else if (name === 'text' && typeof value === 'string' && numberIn(object.turn) !== null)
      masked[name] = turnText(object, value, mask);
    else if (name === 'name' && typeof value === 'string' && (key === 'collector' || key === 'debtor'))
      masked[name] = mask.name(value);
    else if (name === 'explanation' && quoted !== null)
      masked[name] = maskValue(replaceIn(value, quoted), name, callId, walk);
    else masked[name] = maskValue(value, name, callId, walk);
  }
  return masked;
}

function quoteOf(object: Json, mask: CallMask): string | null {
  const [turn, start, end] = [object.turn, object.start, object.end].map(numberIn);
  return turn == null || start == null || end == null ? null : mask.quote(turn, start, end);
}

/** The text of a highlight: the masked turn when it is the whole of one. */
function turnText(object: Json, value: string, mask: CallMask): string {
  const whole = mask.turns[numberIn(object.turn) ?? -1];
  return whole !== undefined && whole.length === value.length ? whole : mask.text(value);
}

/** Quotes of a finding's evidence with their masks: its explanation repeats them. */
function quotesOf(finding: Json, mask: CallMask): (text: string) => string {
  const quotes = new Map<string, string>();
  visit(finding, (object) => {
    const [quote, masked] = [textIn(object.quote), quoteOf(object, mask)];
    if (quote !== null && masked !== null) quotes.set(quote, masked);
  });
  return replacer(quotes);
}

function replaceIn(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, replace));
  if (!isObject(value)) return value;
  // Spans keep their quotes: those are masked by their place.
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === 'quote' ? item : replaceIn(item, replace)]),
  );
}

/** Whether a search hit was found only in what is masked. */
function onlyTells(hit: unknown, walk: Walk): boolean {
  if (!isObject(hit) || !Array.isArray(hit.highlights) || hit.highlights.length === 0) return false;
  const { spans } = walk.maskFor(callIdOf(hit));
  return hit.highlights.filter(isObject).every((highlight) => {
    const ranges = Array.isArray(highlight.ranges) ? highlight.ranges : [];
    return ranges.every(
      ([from, to]) =>
        typeof from === 'number' &&
        spans.some(({ turn, start, end }) => turn === highlight.turn && start < to && from < end),
    );
  });
}
