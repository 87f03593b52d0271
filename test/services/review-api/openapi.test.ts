import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { z } from 'zod';
import { SCHEMA_NOTES } from '../../../services/review-api/http/named-schemas.ts';
import { startApi } from './support/api-scene.ts';
import { type ExpectedRoute, ROUTE_TABLE } from './support/route-table.ts';
import { EMPTY_DOORS } from './support/stub-doors.ts';

const Operation = z.object({
  operationId: z.string(),
  summary: z.string().min(3),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), description: z.string().optional() }))
    .optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: z.unknown().optional() })),
});
const Document = z.object({
  openapi: z.literal('3.1.0'),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
});

async function readDocument(t: Parameters<typeof startApi>[0]) {
  const scene = await startApi(t, {
    explain: async () => ({ same: true, differences: [] }),
    doors: EMPTY_DOORS,
  });
  const answer = await scene.admin.call('/docs/json');
  return { scene, raw: answer.body, document: answer.as(Document) };
}

const inDocument = (test: (expected: ExpectedRoute) => boolean) =>
  Object.entries(ROUTE_TABLE)
    .filter(([, expected]) => expected.hidden !== true && test(expected))
    .map(([route]) => route.replace(/:(\w+)/g, '{$1}'))
    .sort();
const ROUTES = inDocument(() => true);
const PUBLIC = new Set(inDocument(({ may }) => may === 'anyone'));

test('the OpenAPI document has every route, with who it answers and what it says', async (t) => {
  const { document } = await readDocument(t);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  assert.deepEqual(operations.map(({ route }) => route).sort(), ROUTES);
  assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, ROUTES.length);
  const tags = new Set(document.tags.map(({ name }) => name));
  for (const { route, operation } of operations) {
    assert.ok(
      operation.tags.every((tag) => tags.has(tag)),
      route,
    );
    for (const scheme of operation.security.flatMap((one) => Object.keys(one)))
      assert.ok(scheme in document.components.securitySchemes, `${route}: ${scheme}`);
    if (PUBLIC.has(route)) assert.deepEqual(operation.security, []);
    else assert.ok(operation.security.length > 0 && '401' in operation.responses, route);
    assert.ok('500' in operation.responses && '503' in operation.responses, route);
    const success = Object.keys(operation.responses).filter((status) => /^(2|303)/.test(status));
    assert.equal(success.length, 1, route);
    for (const { name, description } of operation.parameters ?? [])
      assert.ok(name.endsWith('Id') || name === 'username' || description, `${route}: ${name}`);
  }
});

test('every reference in the document leads somewhere', async (t) => {
  const { raw, document } = await readDocument(t);
  const refs = [...JSON.stringify(raw).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
  assert.ok(refs.length > 30);
  for (const ref of new Set(refs)) {
    const name = /^#\/components\/schemas\/(.+)$/.exec(ref)?.[1] ?? '';
    assert.ok(name in document.components.schemas, ref);
  }
  assert.ok(document.components.schemas.VerdictInput?.examples);
});

test('the document is valid OpenAPI 3.1', async (t) => {
  const { raw } = await readDocument(t);
  const result = await new Validator().validate(Object(raw));
  assert.ok(result.valid, JSON.stringify(result.errors)?.slice(0, 2_000));
});

test('the examples of the document are what the API takes and gives', () => {
  const examples = SCHEMA_NOTES.flatMap(({ schema, note }) =>
    (note.examples ?? []).map((example) => ({ schema, example })),
  );
  assert.ok(examples.length > 20);
  for (const { schema, example } of examples)
    assert.ok(schema.safeParse(example).success, JSON.stringify(example));
});

test('the page of the document is served to those who are in', async (t) => {
  const { scene } = await readDocument(t);
  const page = await scene.admin.call('/docs/');
  assert.equal(page.status, 200);
  assert.match(String(page.body), /swagger-ui/);
  assert.equal((await scene.admin.call('/docs/static/swagger-ui-bundle.js')).status, 200);
});
