import { Appeal, AppealPage, AppealQuery, AppealView } from '../../../contracts/appeal.ts';
import { BlindItem } from '../../../contracts/blind-review.ts';
import type { CallFilter } from '../../../contracts/call-search.ts';
import { CallWork, QueueEvent } from '../../../contracts/call-work.ts';
import { OwnCall, OwnResults, OwnResultsQuery } from '../../../contracts/own-results.ts';
import { AgreementReport, QualityQuery, QualityReport, RuleQuality } from '../../../contracts/quality.ts';
import { QueueConflict, QueueItem, QueuePage, QueueQuery } from '../../../contracts/queue.ts';
import { ReviewDraft } from '../../../contracts/review-draft.ts';
import { ReviewSettings } from '../../../contracts/review-settings.ts';
import { FilterName, SavedFilter } from '../../../contracts/saved-filter.ts';
import type { SchemaNote } from './named-schemas.ts';

const NAMED = {
  AgreementReport,
  Appeal,
  AppealPage,
  AppealView,
  BlindItem,
  CallWork,
  OwnCall,
  OwnResults,
  QualityReport,
  QueueConflict,
  QueueEvent,
  QueueItem,
  QueuePage,
  ReviewDraft,
  ReviewSettings,
  RuleQuality,
  SavedFilter,
};

type Note = SchemaNote['note'];
type Own<Shape, Of = object> = Readonly<Record<Exclude<keyof Shape, keyof Of>, Note>>;

const CURSOR = { description: 'nextCursor of the page before, with the rest of the query unchanged' };

const QUEUE: Own<typeof QueueQuery.shape, typeof CallFilter.shape> = {
  stage: { description: 'Where calls stand, comma-separated; open when left out', examples: ['open'] },
  lane: { description: 'Strongest outcome of open findings, comma-separated', examples: ['suspected'] },
  assignee: { description: 'To whom calls are given, comma-separated', examples: ['wang.fang'] },
  claimedBy: { description: 'Who holds calls now, comma-separated', examples: ['wang.fang'] },
  assigned: {
    description: 'Only calls given to somebody, or only calls given to nobody',
    examples: ['false'],
  },
  free: {
    description: 'Only calls that nobody holds, or only calls that somebody holds',
    examples: ['true'],
  },
  escalated: { description: 'Only calls that wait for a lead, or only others', examples: ['true'] },
  overdue: { description: 'Only calls whose due time is over, or only others', examples: ['true'] },
  group: { description: 'Calls with an open finding of this group of near-duplicates' },
  sort: { description: 'Order of the calls', examples: ['priority'] },
  limit: { description: 'Calls on a page, 1 to 200', examples: [50] },
  cursor: CURSOR,
};

const APPEALS: Own<typeof AppealQuery.shape> = {
  step: { description: 'Who is to decide', examples: ['lead'] },
  status: { description: 'open: to be decided; answered: may be taken further', examples: ['open'] },
  agency: { description: 'Agency of the call', examples: ['agency-1'] },
  team: { description: 'Team of the call', examples: ['team-1'] },
  limit: { description: 'Calls on a page, 1 to 200', examples: [50] },
  cursor: CURSOR,
};

const RESULTS: Own<typeof OwnResultsQuery.shape> = {
  from: {
    description: 'Calls that started at this instant or later',
    examples: ['2026-11-01T00:00:00+08:00'],
  },
  to: { description: 'Calls that started before this instant', examples: ['2026-12-01T00:00:00+08:00'] },
  limit: { description: 'Calls on a page, 1 to 100', examples: [50] },
  cursor: CURSOR,
};

const QUALITY: Own<typeof QualityQuery.shape> = {
  from: {
    description: 'Calls of this instant or later; 30 days when left out',
    examples: ['2026-11-01T00:00:00+08:00'],
  },
  to: {
    description: 'Calls before this instant; now when left out',
    examples: ['2026-12-01T00:00:00+08:00'],
  },
  rule: { description: 'One rule only', examples: ['zh.threat.workplace'] },
};

const notesOn = (shape: object, notes: Readonly<Record<string, Note>>): SchemaNote[] =>
  Object.entries(shape).flatMap(([name, schema]) => {
    const note = notes[name];
    return note === undefined ? [] : [{ schema, note }];
  });

/** What the OpenAPI document says about the schemas of queue, appeals and quality beyond their form. */
export const REVIEW_NOTES: readonly SchemaNote[] = [
  ...Object.entries(NAMED).map(([id, schema]) => ({ schema, note: { id } })),
  ...notesOn(QueueQuery.shape, QUEUE),
  ...notesOn(AppealQuery.shape, APPEALS),
  ...notesOn(OwnResultsQuery.shape, RESULTS),
  ...notesOn(QualityQuery.shape, QUALITY),
  { schema: FilterName, note: { description: 'Name of a saved filter', examples: ['红线待复核'] } },
];
