import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseSource } from '../../../services/ingest/sources/choose-source.ts';
import { jsonArray } from '../../../services/ingest/sources/json-array.ts';
import { ndjson } from '../../../services/ingest/sources/ndjson.ts';
import { SOURCES } from '../../../services/ingest/sources/registry.ts';
import type { SourceItem, TranscriptSource } from '../../../services/ingest/sources/source.ts';
import { transcript } from './support/transcripts.ts';

const limits = { maxItemBytes: 10_000 };

async function* chunked(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  source: TranscriptSource,
  text: string | Uint8Array,
  size = 1_000,
): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of source.read(chunked(Buffer.from(text), size), limits)) items.push(item);
  return items;
}

const shape = (items: readonly SourceItem[]) =>
  items.map(({ line, reading }) => [line, reading.status === 'value' ? reading.value : reading.code]);

for (const [what, text, expected] of [
  [
    'elements with their lines',
    '[1,\n 2,\n\n3]',
    [
      [1, 1],
      [2, 2],
      [4, 3],
    ],
  ],
  [
    'commas and brackets inside of strings',
    '["a,]", {"b": "[,\\"}"}]',
    [
      [1, 'a,]'],
      [1, { b: '[,"}' }],
    ],
  ],
  [
    'a broken element between good ones',
    '[{"a":1}, {"a":}, {"a":3}]',
    [
      [1, { a: 1 }],
      [1, 'not_json'],
      [1, { a: 3 }],
    ],
  ],
  [
    'a missing comma',
    '[{"a":1} {"a":2}, 3]',
    [
      [1, 'not_json'],
      [1, 3],
    ],
  ],
  [
    'brackets that do not fit',
    '[{"a":]}, 2]',
    [
      [1, 'not_json'],
      [1, 2],
    ],
  ],
  [
    'a comma at the end',
    '[1,]',
    [
      [1, 1],
      [1, 'empty'],
    ],
  ],
  [
    'an array without end',
    '[1, 2',
    [
      [1, 1],
      [1, 2],
      [1, 'not_json'],
    ],
  ],
  [
    'an element without end',
    '[1, {"a"',
    [
      [1, 1],
      [1, 'not_json'],
    ],
  ],
  [
    'something after the array',
    '[1]\n{"a":1}',
    [
      [1, 1],
      [2, 'not_json'],
    ],
  ],
  ['an empty array', ' [\n] ', []],
  ['nothing', '', []],
  ['no array', '{"a":1}', [[1, 'not_json']]],
] as const) {
  test(`array: ${what}, wherever the chunks are cut`, async () => {
    for (const size of [1, 2, 3, 7, 1_000])
      assert.deepEqual(shape(await read(jsonArray, text, size)), expected);
  });
}

for (const [what, text, expected] of [
  [
    'lines, the last without end',
    '1\n2\n3',
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  ],
  [
    'blank lines are passed over but counted',
    '1\r\n\r\n  \n2\n',
    [
      [1, 1],
      [4, 2],
    ],
  ],
  [
    'a broken line between good ones',
    '1\n{"a\n3\n',
    [
      [1, 1],
      [2, 'not_json'],
      [3, 3],
    ],
  ],
  [
    'byte order marks inside, as of files put together',
    '\ufeff1\n\ufeff2\n',
    [
      [1, 1],
      [2, 2],
    ],
  ],
] as const) {
  test(`NDJSON: ${what}, wherever the chunks are cut`, async () => {
    for (const size of [1, 2, 3, 7, 1_000]) assert.deepEqual(shape(await read(ndjson, text, size)), expected);
  });
}

test('what is written as an array or as lines is read back, wherever the chunks are cut', async () => {
  const values = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      values,
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom(0, 2),
      async (items, size, indent) => {
        const written = items.map((item) => JSON.parse(JSON.stringify(item)));
        const array = await read(jsonArray, JSON.stringify(written, null, indent), size);
        assert.deepEqual(
          shape(array).map(([, value]) => value),
          written,
        );
        const lined = await read(ndjson, written.map((item) => `${JSON.stringify(item)}\n`).join(''), size);
        assert.deepEqual(
          shape(lined).map(([, value]) => value),
          written,
        );
      },
    ),
  );
});

for (const source of [ndjson, jsonArray]) {
  test(`${source.name}: an item that is too large is told and not held, those around it are read`, async () => {
    const large = JSON.stringify({ text: 'x'.repeat(500_000) });
    const text = source === ndjson ? `1\n${large}\n3\n` : `[1,${large},3]`;
    const items = await read(source, text, 4_096);
    assert.deepEqual(
      items.map(({ reading }) => (reading.status === 'value' ? reading.value : reading.code)),
      [1, 'too_large', 3],
    );
    assert.ok((items[1]?.raw.length ?? 0) <= 65_536);
    assert.ok(large.startsWith(Buffer.from(items[1]?.raw ?? '').toString()));
  });

  test(`${source.name}: a bad item keeps its bytes as they were`, async () => {
    const bad = Buffer.concat([Buffer.from('{"a": "'), Buffer.from([0xc4, 0xfa]), Buffer.from('"}')]);
    const around = source === ndjson ? ['1\n', '\n3'] : ['[1,', ',3]'];
    const items = await read(
      source,
      Buffer.concat([Buffer.from(around[0] ?? ''), bad, Buffer.from(around[1] ?? '')]),
      5,
    );
    assert.deepEqual(Buffer.from(items[1]?.raw ?? ''), bad);
    assert.equal(items[1]?.reading.status === 'unreadable' && items[1].reading.code, 'not_utf8');
  });
}

const one = transcript('a');
for (const [what, text, hints, name] of [
  ['an object on one line', JSON.stringify(one), {}, 'ndjson'],
  ['an object over many lines', JSON.stringify(one, null, 2), {}, 'json'],
  [
    'an object over many lines, of Windows',
    JSON.stringify(one, null, 2).replaceAll('\n', '\r\n'),
    {},
    'json',
  ],
  ['lines', `${JSON.stringify(one)}\n${JSON.stringify(one)}\n`, {}, 'ndjson'],
  ['lines of which the first is cut in a text', `{"callId": "a\n${JSON.stringify(one)}\n`, {}, 'ndjson'],
  ['an array', ` \n[${JSON.stringify(one)}]`, {}, 'json-array'],
  ['an array with a byte order mark', '\ufeff[1]', {}, 'json-array'],
  ['JSON on one line as application/json', JSON.stringify(one), { contentType: 'application/json' }, 'json'],
  ['an array as application/json', '[1]', { contentType: 'application/json' }, 'json-array'],
  ['an array in a file of lines', '[1]', { fileName: 'x.NDJSON' }, 'ndjson'],
  ['a format by name', '[1]', { format: 'json' }, 'json'],
  ['noise', 'hello', {}, 'ndjson'],
] as const) {
  test(`recognises ${what} as ${name}`, async () => {
    const chosen = await chooseSource(chunked(Buffer.from(text), 10), hints);
    assert.equal(chosen?.source.name, name);
    const pieces: Uint8Array[] = [];
    for await (const piece of chosen?.bytes ?? []) pieces.push(piece);
    assert.equal(Buffer.concat(pieces).toString(), text, 'no byte is lost by looking');
  });
}

test('a format or media type that nobody registered is not guessed', async () => {
  assert.equal(await chooseSource(chunked(Buffer.from('[1]'), 10), { format: 'csv' }), null);
  assert.equal(await chooseSource(chunked(Buffer.from('[1]'), 10), { contentType: 'text/csv' }), null);
});

test('names of formats are unique', () => {
  assert.equal(new Set(SOURCES.map((source) => source.name)).size, SOURCES.length);
});
