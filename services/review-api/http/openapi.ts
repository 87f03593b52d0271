import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  AccountView,
  AccountWithPassword,
  Me,
  NewAccount,
  NewToken,
  TokenView,
  TokenWithSecret,
} from '../../../contracts/access.ts';
import { CallRecord, StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { CallHit, CallPage, CallQuery } from '../../../contracts/call-search.ts';
import { Finding } from '../../../contracts/finding.ts';
import { Problem } from '../../../contracts/problem.ts';
import { Review, ReviewEvent, VerdictInput } from '../../../contracts/review.ts';
import { ReviewConflict } from '../../../contracts/review-conflict.ts';
import { FindingReplay } from '../../../contracts/review-replay.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { EXAMPLES } from './examples.ts';

/** Schemas that stand in the document once, under their names. */
const NAMED = {
  AccountView,
  AccountWithPassword,
  CallHit,
  CallPage,
  CallRecord,
  Finding,
  FindingReplay,
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
  VerdictInput,
} as const;

const QUERY_FIELDS: Readonly<Record<string, { description: string; examples?: unknown[] }>> = {
  from: {
    description: 'Calls that started at this instant or later',
    examples: ['2026-11-01T00:00:00+08:00'],
  },
  to: { description: 'Calls that started before this instant', examples: ['2026-12-01T00:00:00+08:00'] },
  collector: { description: "Collectors' ids, comma-separated: any of them", examples: ['col-01,col-02'] },
  team: { description: 'Teams, comma-separated: any of them' },
  agency: { description: 'Agencies, comma-separated: any of them' },
  debtor: { description: "The debtor's id" },
  case: { description: "The case's id" },
  language: { description: 'Languages of the calls, comma-separated', examples: ['zh-CN'] },
  category: {
    description: 'Categories of a finding, comma-separated',
    examples: ['threat,abusive_language'],
  },
  severity: { description: 'Severities of a finding, comma-separated', examples: ['redline'] },
  rule: { description: 'Rules of a finding, comma-separated' },
  outcome: { description: 'Outcomes of a finding, comma-separated', examples: ['violation,suspected'] },
  reviewState: { description: 'Review states of a finding, comma-separated', examples: ['new,reopened'] },
  verdict: { description: 'Verdicts on a finding, comma-separated', examples: ['confirmed'] },
  flagged: { description: 'Only calls with a finding, or only calls without' },
  sampled: { description: 'Only calls kept in full for blind review, or only others' },
  text: {
    description: 'What was said; pieces must all be said, a piece is a phrase',
    examples: ['到单位去闹'],
  },
  sort: { description: 'Order of the calls' },
  limit: { description: 'Calls on a page, 1 to 500', examples: [50] },
  cursor: { description: 'nextCursor of the page before, with the rest of the query unchanged' },
};

/** Options of @fastify/swagger: the document is made from the contracts. */
export function openApi(): FastifyDynamicSwaggerOptions {
  const schemaRegistry = z.registry<z.core.GlobalMeta>();
  for (const [id, schema] of Object.entries(NAMED)) {
    const examples = EXAMPLES[id];
    schemaRegistry.add(schema, { id, ...(examples === undefined ? {} : { examples }) });
  }
  for (const [name, schema] of Object.entries(CallQuery.shape)) {
    const meta = QUERY_FIELDS[name];
    if (meta !== undefined) schemaRegistry.add(schema, meta);
  }
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Callwarden',
        version: '1',
        description:
          'Collection calls with the findings of the rulebook, and their review. Sign in for a session cookie, or ' +
          'send an API token. Everything that goes wrong is answered with problem details (RFC 9457): code is ' +
          'stable, detail says what to do, errors name the fields as they were sent.',
      },
      tags: [
        { name: 'access', description: 'Sessions, accounts and API tokens' },
        { name: 'calls', description: 'Search and read calls' },
        { name: 'review', description: 'Read, judge and explain findings' },
        { name: 'ingest', description: 'Send transcripts' },
      ],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'callwarden_session' },
          csrf: {
            type: 'apiKey',
            in: 'header',
            name: 'X-CSRF-Token',
            description: 'With every write of a session',
          },
          token: { type: 'http', scheme: 'bearer', description: 'An API token, made by an admin' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key of the intake' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  };
}
