import type { z } from 'zod';
import {
  AccountChange,
  AccountView,
  AccountWithPassword,
  Me,
  NewAccount,
  NewToken,
  OidcCallback,
  OidcLogin,
  TokenView,
  TokenWithSecret,
} from '../../../contracts/access.ts';
import { CallRecord, StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { CallHit, CallPage, CallQuery } from '../../../contracts/call-search.ts';
import { Finding } from '../../../contracts/finding.ts';
import { LedgerEntry, LedgerPage, LedgerQuery } from '../../../contracts/ledger.ts';
import { Problem } from '../../../contracts/problem.ts';
import { Review, ReviewEvent, VerdictInput } from '../../../contracts/review.ts';
import { ReviewConflict } from '../../../contracts/review-conflict.ts';
import { FindingReplay } from '../../../contracts/review-replay.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { EXAMPLES } from './examples.ts';

export interface SchemaNote {
  readonly schema: z.ZodType;
  readonly note: {
    readonly id?: string;
    readonly description?: string;
    readonly examples?: readonly unknown[];
  };
}

/** Schemas that stand in the OpenAPI document once, under their names. What a client sends gets Input behind it. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  AccountChange,
  AccountView,
  AccountWithPassword,
  CallHit,
  CallPage,
  CallRecord,
  Finding,
  FindingReplay,
  LedgerEntry,
  LedgerPage,
  Me,
  NewAccount,
  NewToken,
  Problem,
  Review,
  ReviewConflict,
  ReviewEvent,
  StoredCall,
  StoredFinding,
  TokenView,
  TokenWithSecret,
  Transcript,
  Verdict: VerdictInput,
};

const QUERY: Readonly<Record<keyof typeof CallQuery.shape, SchemaNote['note']>> = {
  from: {
    description: 'Calls that started at this instant or later',
    examples: ['2026-11-01T00:00:00+08:00'],
  },
  to: { description: 'Calls that started before this instant', examples: ['2026-12-01T00:00:00+08:00'] },
  collector: { description: "Collectors' ids, comma-separated: any of them", examples: ['col-01,col-02'] },
  notCollector: { description: "Collectors' ids, comma-separated: none of them", examples: ['col-03'] },
  team: { description: 'Teams, comma-separated: any of them', examples: ['team-1'] },
  agency: { description: 'Agencies, comma-separated: any of them', examples: ['agency-1'] },
  debtor: { description: "The debtor's id", examples: ['deb-101'] },
  case: { description: "The case's id", examples: ['case-2101'] },
  language: { description: 'Languages of the calls, comma-separated', examples: ['zh-CN'] },
  category: {
    description: 'Categories of a finding, comma-separated',
    examples: ['threat,abusive_language'],
  },
  severity: { description: 'Severities of a finding, comma-separated', examples: ['redline'] },
  rule: { description: 'Rules of a finding, comma-separated', examples: ['zh.threat.workplace'] },
  outcome: { description: 'Outcomes of a finding, comma-separated', examples: ['violation,suspected'] },
  reviewState: { description: 'Review states of a finding, comma-separated', examples: ['new,reopened'] },
  verdict: { description: 'Verdicts on a finding, comma-separated', examples: ['confirmed'] },
  reviewer: { description: 'Reviewers of a finding, comma-separated', examples: ['wang.fang'] },
  flagged: { description: 'Only calls with a finding, or only calls without', examples: ['true'] },
  sampled: { description: 'Only calls kept in full for blind review, or only others', examples: ['false'] },
  text: {
    description:
      'What was said: every piece must be said in the call, a piece or "quotes" is a phrase; "a b"~5: near each other, ' +
      'with at most 5 words between',
    examples: ['到你单位去闹'],
  },
  saidBy: {
    description: 'Roles, comma-separated: who says the text; without a text, who speaks at all',
    examples: ['third_party'],
  },
  saidWithinSeconds: {
    description: 'The text is said in a turn that begins within so many seconds of the start of the call',
    examples: [30],
  },
  sort: { description: 'Order of the calls', examples: ['newest'] },
  limit: { description: 'Calls on a page, 1 to 500', examples: [50] },
  cursor: { description: 'nextCursor of the page before, with the rest of the query unchanged' },
};

const AUDIT_QUERY: Readonly<Record<keyof typeof LedgerQuery.shape, SchemaNote['note']>> = {
  actor: { description: 'Who did it: username, token:ID, cli:USER or system:NAME', examples: ['wang.fang'] },
  action: { description: 'Actions, comma-separated: any of them', examples: ['verdict,reveal'] },
  objectKind: { description: 'Kind of what it was done to', examples: ['call'] },
  objectId: { description: 'Id of what it was done to', examples: ['call-20261102-0142'] },
  from: { description: 'Entries of this instant or later', examples: ['2026-11-01T00:00:00+08:00'] },
  to: { description: 'Entries before this instant', examples: ['2026-12-01T00:00:00+08:00'] },
  order: { description: 'Which end of the ledger comes first', examples: ['newest'] },
  limit: { description: 'Entries on a page, 1 to 500', examples: [100] },
  cursor: { description: 'nextCursor of the page before, with the rest of the query unchanged' },
};

const OIDC_QUERY: Readonly<
  Record<keyof typeof OidcLogin.shape | keyof typeof OidcCallback.shape, SchemaNote['note']>
> = {
  returnTo: { description: 'Path here where the browser goes when it is signed in', examples: ['/queue'] },
  code: { description: "The provider's code" },
  state: { description: 'What the sign-in was begun with' },
  error: { description: "The provider's code of why not" },
};

const notesOn = (
  shape: Readonly<Record<string, z.ZodType>>,
  notes: Readonly<Record<string, SchemaNote['note']>>,
): SchemaNote[] =>
  Object.entries(shape).flatMap(([name, schema]) => {
    const note = notes[name];
    return note === undefined ? [] : [{ schema, note }];
  });

/** What the OpenAPI document says about schemas beyond their form. */
export const SCHEMA_NOTES: readonly SchemaNote[] = [
  ...Object.entries(NAMED).map(([id, schema]) => {
    const examples = EXAMPLES[id];
    return { schema, note: { id, ...(examples === undefined ? {} : { examples }) } };
  }),
  ...notesOn(CallQuery.shape, QUERY),
  ...notesOn(LedgerQuery.shape, AUDIT_QUERY),
  ...notesOn({ ...OidcLogin.shape, ...OidcCallback.shape }, OIDC_QUERY),
];
