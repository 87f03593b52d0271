import { z } from 'zod';
import { DialogueEvent } from './analysis.ts';
import { CalendarDate, TimeZone } from './text.ts';
import {
  Bilingual,
  Category,
  Channel,
  Direction,
  Jurisdiction,
  ParticipantRole,
  Party,
  Severity,
} from './vocabulary.ts';

const GroupName = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a group name: lower case, digits, underscore');
const LexiconId = z
  .string()
  .regex(/^[a-z]+(\/[a-z0-9-]+)+$/, 'a term list below terms/, for example zh/arrears');
const Within = z.enum(['clause', 'sentence', 'turn']);
/** Characters between two hits after normalisation (spaces and punctuation removed in Chinese). */
const Gap = z.int().min(0).max(60);
const EventKind = DialogueEvent.shape.kind;

/** A word as an officer writes it; {a|b|} stands for each spelling in turn. */
export const Word = z.string().trim().min(1).max(200);

/**
 * Words in columns: one of the first column, directly behind it one of the second, and so on. It catches what every
 * combination would catch if it were spelled out, and costs only the words that are written.
 */
export const Phrase = z.array(z.array(Word).min(1)).min(2).max(5);
export type Phrase = z.infer<typeof Phrase>;

/** A named group of words: its own, from term lists, or found by a named recogniser. */
export const TermGroup = z
  .strictObject({
    words: z.array(Word).min(1).optional(),
    /** Looked for as written; sound and stem are for words. */
    phrases: z.array(Phrase).min(1).optional(),
    lexicon: z.union([LexiconId, z.array(LexiconId).min(1)]).optional(),
    recogniser: z.enum(['amount', 'digits']).optional(),
    /** Longer harmless phrases: no word of the group fires inside them. */
    allow: z.array(Word).min(1).optional(),
    /** Also match other characters with the same sound (recogniser errors), at lower confidence. */
    sound: z.boolean().optional(),
    /** Also match other forms of the same English words (threaten, threatened, threatening). */
    stem: z.boolean().optional(),
  })
  .refine(
    (group) => group.words || group.phrases || group.lexicon || group.recogniser,
    'needs words, phrases, lexicon or recogniser',
  );
export type TermGroup = z.infer<typeof TermGroup>;

/** Facts of the dialogue at the turn of a match. Lists mean any of; different keys mean all of. */
export const When = z.strictObject({
  party: z.array(Party).min(1).optional(),
  identity: z
    .array(z.enum(['unknown', 'asked', 'claimed', 'confirmed', 'denied']))
    .min(1)
    .optional(),
  after: z.array(EventKind).min(1).optional(),
  not_after: z.array(EventKind).min(1).optional(),
  directions: z.array(Direction).min(1).optional(),
});
export type When = z.infer<typeof When>;

const base = { id: z.string().regex(/^[a-z0-9-]+$/), when: When.optional() };
const term = { kind: z.literal('term'), of: z.union([GroupName, z.array(GroupName).min(1)]) };
const sequence = {
  kind: z.literal('sequence'),
  of: z.array(GroupName).min(2).max(6),
  gap: Gap,
  within: Within,
};
const near = { kind: z.literal('near'), of: z.array(GroupName).min(2).max(4), gap: Gap, within: Within };

const InnerText = z.discriminatedUnion('kind', [
  z.strictObject(term),
  z.strictObject(sequence),
  z.strictObject(near),
]);
/** What is looked for inside a matcher over turns: a group, any of several groups, or a text matcher. */
export const Sought = z.union([GroupName, z.array(GroupName).min(1), InnerText]);
export type Sought = z.infer<typeof Sought>;

const Side = z.strictObject({ speaker: ParticipantRole, of: Sought });

export const Branch = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, ...term }),
  z.strictObject({ ...base, ...sequence }),
  z.strictObject({ ...base, ...near }),
  /** The breach is the pair: `with` said at most `turns` turns after `to`. The finding stands on `with`. */
  z.strictObject({ ...base, kind: z.literal('reply'), to: Side, with: Side, turns: z.int().min(1).max(10) }),
  /** Said before any of the events in `unless` happened; `first` keeps only the first such turn of a call. */
  z.strictObject({
    ...base,
    kind: z.literal('unless_before'),
    of: Sought,
    unless: z.array(EventKind).min(1),
    first: z.boolean().default(true),
  }),
  /** None of the groups was said by the speaker in his first n turns. The finding stands on the whole call. */
  z.strictObject({
    ...base,
    kind: z.literal('absent'),
    of: z.array(GroupName).min(1),
    first_turns: z.int().min(1).max(50),
  }),
  /** The same thing said again: `times` turns with a hit within `turns` turns. */
  z.strictObject({
    ...base,
    kind: z.literal('repeat'),
    of: Sought,
    times: z.int().min(2).max(20),
    turns: z.int().min(2).max(200),
  }),
  /** A spoken or written amount near one of the groups, above the balance by more than the tolerance. */
  z.strictObject({
    ...base,
    kind: z.literal('amount'),
    of: z.array(GroupName).min(1),
    gap: Gap,
    within: Within,
    test: z.literal('above_balance'),
    /** Share of the balance, for rounding in speech. */
    tolerance: z.number().min(0).max(1),
  }),
  /** Metadata of the call against a parameter of lexicons/parameters/<jurisdiction>.yaml. */
  z.strictObject({
    ...base,
    kind: z.literal('call'),
    test: z.enum([
      'outside_hours',
      'runs_past_hours',
      'contacts_above',
      'contact_after_talk',
      'not_recorded',
      'personal_line',
    ]),
    parameter: z.string().optional(),
    /** With outside_hours: silent where this other parameter is breached as well (the graver rule speaks then). */
    but_inside: z.string().optional(),
  }),
]);
export type Branch = z.infer<typeof Branch>;

/** Spoken lines of an example: a string is one collector turn; [[…]] marks the exact quote. */
export const ExampleTurn = z.partialRecord(
  z.enum(['collector', 'debtor', 'third_party', 'guarantor', 'co_borrower', 'voicemail']),
  z.string().min(1),
);
export const Example = z.union([z.string().min(1), z.array(ExampleTurn).min(1)]);
export type Example = z.infer<typeof Example>;

/** For metadata rules: an example is the facts of a call. */
export const CallExample = z.strictObject({
  call: z.record(z.string(), z.unknown()),
  history: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type CallExample = z.infer<typeof CallExample>;

const AnyExample = z.union([Example, CallExample]);

const exceptionFields = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  because: Bilingual,
  excused: z.array(Example).min(1),
  still_caught: z.array(Example).min(1),
};
/** Cancels a finding that it overlaps. Proven both ways by its examples. */
export const Exception = z.discriminatedUnion('kind', [
  z.strictObject({ ...exceptionFields, ...term }),
  z.strictObject({ ...exceptionFields, ...sequence }),
  z.strictObject({ ...exceptionFields, ...near }),
]);
export type Exception = z.infer<typeof Exception>;

export const Authority = z.strictObject({
  jurisdiction: Jurisdiction,
  cite: z.string().min(1),
  gist: Bilingual,
  in_force: z.strictObject({ from: CalendarDate, until: CalendarDate.optional() }),
  checked: z.strictObject({ how: z.enum(['read', 'secondary', 'unread']), on: CalendarDate }),
});
export type Authority = z.infer<typeof Authority>;

export const RuleStatus = z.enum(['draft', 'shadow', 'active', 'retired']);

/** One rule, one file, one page (lexicons/rules/<lang>/<category>/<name>.yaml). */
export const Rule = z.strictObject({
  id: z
    .string()
    .regex(
      /^(zh|en|any)\/[a-z0-9-]+\/[a-z0-9-]+$/,
      'must equal the path below rules/, for example zh/threat/violence',
    ),
  version: z.int().min(1),
  status: RuleStatus,
  /** suspected: a sign worth a look, not a breach by itself. */
  outcome: z.enum(['violation', 'suspected']).default('violation'),
  /**
   * What a finding becomes, and is shown as, where the second reader suspects the same category at its turn or the one
   * beside it: the author's word that the two together are enough. Works for shadow rules too.
   */
  seconded: z.enum(['violation', 'suspected']).optional(),
  category: Category,
  severity: Severity,
  owner: z.string().min(1),
  replaces: z.string().optional(),
  title: Bilingual,
  description: Bilingual,
  blind_spots: Bilingual.optional(),
  authority: z.array(Authority).min(1),
  applies_to: z
    .strictObject({
      speaker: z.array(ParticipantRole).min(1).default(['collector']),
      listener: z.array(Party).min(1).optional(),
      channels: z.array(Channel).min(1).default(['voice', 'voicemail', 'chat']),
      directions: z.array(Direction).min(1).optional(),
      jurisdictions: z.array(Jurisdiction).min(1).optional(),
    })
    .prefault({}),
  terms: z.record(GroupName, TermGroup).default({}),
  match: z.strictObject({ any: z.array(Branch).min(1) }),
  /** Shared speech-act guards (lexicons/guards/), for example zh/negation. */
  guards: z.array(z.string().regex(/^(zh|en)\/[a-z0-9-]+$/)).default([]),
  exceptions: z.array(Exception).default([]),
  examples: z.strictObject({
    violating: z.array(AnyExample).min(1),
    compliant: z.array(AnyExample).min(1),
    known_misses: z.array(Example).default([]),
  }),
});
export type Rule = z.infer<typeof Rule>;
export type RuleInput = z.input<typeof Rule>;

/** A shared list of words (lexicons/terms/<lang>/<name>.yaml), one entry a line. */
export const TermList = z.strictObject({
  id: LexiconId,
  version: z.int().min(1),
  note: Bilingual,
  /** Longer harmless phrases that contain an entry: the entry does not fire inside them. */
  allow: z.array(Word).default([]),
  entries: z
    .array(z.strictObject({ t: Word, sound: z.boolean().optional(), stem: z.boolean().optional() }))
    .min(1),
  phrases: z.array(Phrase).optional(),
});
export type TermList = z.infer<typeof TermList>;

/**
 * A speech act that takes the sting out of words near it: negation, quotation, policy … `of` is looked for on the
 * given side of a hit; where `unless` is found in the same sentence too (pseudo-denial), the guard does not hold.
 */
export const Guard = z.strictObject({
  id: z.string().regex(/^(zh|en)\/[a-z0-9-]+$/),
  version: z.int().min(1),
  note: Bilingual,
  terms: z.record(GroupName, TermGroup),
  of: GroupName,
  side: z.enum(['before', 'after', 'either']),
  gap: Gap,
  within: Within,
  unless: GroupName.optional(),
});
export type Guard = z.infer<typeof Guard>;

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');
const dated = { from: CalendarDate, until: CalendarDate.optional(), source: z.string().min(1) };

/** Numbers of the law, dated: a call is judged by those of its own date. */
export const Parameter = z.discriminatedUnion('kind', [
  /** Calls are allowed in the half-open local interval [allow[0], allow[1]). exact_edge: the edge second goes to review. */
  z.strictObject({
    kind: z.literal('hours'),
    ...dated,
    allow: z.tuple([ClockTime, ClockTime]),
    edge: z.enum(['inside', 'outside', 'review']).default('outside'),
  }),
  z.strictObject({
    kind: z.literal('contacts'),
    ...dated,
    max: z.int().min(0),
    window: z.enum(['calendar_day', '7_days', '30_days']),
    per: z.enum(['debtor', 'debtor_and_case', 'number']),
    counts: z.enum(['effective', 'unanswered', 'dials']),
  }),
  z.strictObject({
    kind: z.literal('quiet_days_after_talk'),
    ...dated,
    days: z.int().min(1),
    per: z.enum(['debtor', 'debtor_and_case']),
  }),
]);
export type Parameter = z.infer<typeof Parameter>;

/** lexicons/parameters/<jurisdiction>.yaml; a name may have several entries, each for its dates. */
export const ParameterFile = z.strictObject({
  jurisdiction: Jurisdiction,
  note: Bilingual,
  /** Zone of the whole country; left out where it has several. */
  time_zone: TimeZone.optional(),
  parameters: z.record(z.string().regex(/^[a-z0-9_]+$/), z.array(Parameter).min(1)),
});
export type ParameterFile = z.infer<typeof ParameterFile>;
