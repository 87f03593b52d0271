import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { dropUnreferenced } from './drop-unreferenced.ts';
import { SCHEMA_NOTES } from './named-schemas.ts';
import { REVIEW_NOTES } from './review-notes.ts';

const DESCRIPTION =
  'Collection calls with the findings of the rulebook, and their review. Sign in for a session cookie, or send an API ' +
  'token. Everything that goes wrong is answered with problem details (RFC 9457): code is stable, detail says what to ' +
  'do, errors name the fields as they were sent.';

/** Options of @fastify/swagger: the document is made from the contracts and from what routes declare. */
export function openApi(): FastifyDynamicSwaggerOptions {
  const schemaRegistry = z.registry<z.core.GlobalMeta>();
  for (const { schema, note } of [...SCHEMA_NOTES, ...REVIEW_NOTES]) {
    const { examples, ...rest } = note;
    schemaRegistry.add(schema, { ...rest, ...(examples === undefined ? {} : { examples: [...examples] }) });
  }
  const named = createJsonSchemaTransformObject({ schemaRegistry });
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Callwarden', version: '1', description: DESCRIPTION },
      tags: [
        { name: 'access', description: 'Sessions, accounts and API tokens' },
        { name: 'calls', description: 'Search and read calls' },
        { name: 'review', description: 'Read, judge and explain findings' },
        { name: 'queue', description: 'Calls that wait for people: claim, assign, escalate, publish' },
        { name: 'appeals', description: "Collectors' own results, and appeals against them" },
        { name: 'quality', description: 'How good rules and reviewers are' },
        { name: 'audit', description: 'The ledger of who did what' },
        { name: 'personal data', description: 'See for a while what is masked' },
        { name: 'evidence', description: 'Signed bundles that prove what was said and decided' },
        { name: 'retention', description: 'How long calls are kept, legal holds, proof of deletion' },
        { name: 'rules', description: 'Read and try the rules in force' },
        { name: 'pipeline', description: 'The stream behind the API' },
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
    transformObject: (document) => dropUnreferenced(named(document)),
  };
}
