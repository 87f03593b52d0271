import assert from 'node:assert/strict';
import { test } from 'node:test';
import exceljs from 'exceljs';
import { CallCount } from '../../../contracts/call-search.ts';
import { ExportRequest } from '../../../contracts/export.ts';
import { LedgerPage } from '../../../contracts/ledger.ts';
import { csvCell } from '../../../services/review-api/exports/csv-text.ts';
import { EXPORT_COLUMNS } from '../../../services/review-api/exports/export-columns.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { type ApiScene, startApi } from './support/api-scene.ts';

const REASON = '监管调取 2026-11';
const calls = [
  storedCall({ callId: 'call-a', collector: { id: '=HYPERLINK("http://x")', agency: 'agency-1' } }),
  storedCall({
    callId: 'call-b',
    collector: { id: 'col-2', agency: 'agency-2' },
    rulebookHash: 'rulebook-2',
  }),
  storedCall({
    callId: 'call-c',
    says: ['我的电话是13812345678，晚上还钱', '还钱'],
    sampled: true,
    startedAt: '2026-11-03T10:00:00+08:00',
    collector: { id: 'col-3', agency: 'agency-1' },
  }),
];

async function scene(t: Parameters<typeof startApi>[0]): Promise<ApiScene> {
  const api = await startApi(t);
  await api.store.writeCalls(calls);
  return api;
}

const asked = (more: object = {}) => ({ query: {}, format: 'csv', reason: REASON, ...more });

/** Rows of cells, as a spreadsheet program reads them. */
function rowsOf(csv: string): string[][] {
  return csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .slice(0, -1)
        .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)),
    );
}

const bodyRows = (rows: string[][]) => rows.filter(([first]) => first?.startsWith('call-'));
const headOf = (rows: string[][], name: string) =>
  rows.find(([first]) => first?.startsWith(`# ${name}`))?.[1] ?? '';

test('counting comes first and stays within the scope', async (t) => {
  const api = await scene(t);
  assert.deepEqual((await api.admin.call('/v1/calls/count')).as(CallCount), { total: 3 });
  const scoped = await api.withToken('auditor', { scope: { agencies: ['agency-1'], teams: null } });
  assert.deepEqual((await scoped('/v1/calls/count')).as(CallCount), { total: 2 });
  assert.deepEqual((await scoped('/v1/calls/count?agency=agency-2')).as(CallCount), { total: 0 });
  assert.equal((await scoped('/v1/calls/count?nonsense=1')).status, 400);
});

test('a table of a search says what was asked, by whom, when, why, and stands in the ledger', async (t) => {
  const api = await scene(t);
  const answer = await api.admin.call('/v1/exports', { method: 'POST', body: asked() });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
  assert.match(
    answer.headers.get('content-disposition') ?? '',
    /attachment; filename="callwarden-calls-.*\.csv"/,
  );
  const rows = rowsOf(String(answer.body));
  const found = bodyRows(rows);
  assert.deepEqual(
    found.map(([callId]) => callId),
    ['call-c', 'call-a', 'call-b'],
  );
  for (const row of found) assert.equal(row.length, EXPORT_COLUMNS.length);
  assert.equal(headOf(rows, 'rows'), '3');
  assert.equal(headOf(rows, 'reason'), REASON);
  assert.match(headOf(rows, 'by'), /^admin /);
  assert.equal(headOf(rows, 'rulebook hashes'), 'rulebook-1 rulebook-2');
  assert.deepEqual(rows.at(-1), ['# end 结束', '3']);

  const { entries } = (await api.admin.call('/v1/audit?action=export')).as(LedgerPage);
  assert.equal(entries.length, 1);
  assert.equal(headOf(rows, 'ledger entry'), String(entries[0]?.seq));
  assert.equal(headOf(rows, 'at'), entries[0]?.at);
  assert.equal(entries[0]?.reason, REASON);
});

test('a byte order mark comes unless it is not wanted', async (t) => {
  const api = await scene(t);
  for (const [bom, expected] of [
    [undefined, 0xef],
    [true, 0xef],
    [false, '#'.charCodeAt(0)],
  ] as const) {
    const response = await fetch(`${api.url}/v1/exports`, {
      method: 'POST',
      headers: {
        cookie: api.admin.cookie,
        'x-csrf-token': api.admin.me.csrfToken ?? '',
        'content-type': 'application/json',
      },
      body: JSON.stringify(asked({ bom })),
    });
    assert.equal(new Uint8Array(await response.arrayBuffer())[0], expected);
  }
});

test('no cell begins a formula', async (t) => {
  const api = await scene(t);
  const { body } = await api.admin.call('/v1/exports', { method: 'POST', body: asked() });
  assert.ok(String(body).includes(`"'=HYPERLINK(""http://x"")"`));
  for (const start of ['=', '+', '-', '@', '\t', '\r', ' =', '＝'])
    assert.match(csvCell(`${start}1+1`), /^"?'/, start);
  for (const plain of ['a=b', '1', '还钱']) assert.equal(csvCell(plain), plain);
  assert.equal(csvCell(-5), '-5');
});

test('what is masked elsewhere is masked here', async (t) => {
  const api = await scene(t);
  const auditor = await api.withToken('auditor');
  const { body } = await auditor('/v1/exports', {
    method: 'POST',
    body: asked({ query: { text: '晚上还钱' } }),
  });
  const found = bodyRows(rowsOf(String(body)));
  assert.equal(found.length, 1);
  const said = found[0]?.at(-2) ?? '';
  assert.match(said, /^我的电话是.*，晚上还钱$/);
  assert.ok(!String(body).includes('12345678'));
  const number = asked({ query: { text: '13812345678' } });
  const refused = await auditor('/v1/exports', { method: 'POST', body: number });
  assert.equal(refused.problem().code, 'personal_data_search');
});

test('an export stays within the scope and asks for a reason', async (t) => {
  const api = await scene(t);
  const lead = await api.withToken('lead', { scope: { agencies: ['agency-2'], teams: null } });
  const { body } = await lead('/v1/exports', { method: 'POST', body: asked() });
  assert.deepEqual(
    bodyRows(rowsOf(String(body))).map(([callId]) => callId),
    ['call-b'],
  );
  for (const wrong of [{ reason: ' ' }, { format: 'pdf' }, { query: { nonsense: 1 } }, { query: null }])
    assert.equal((await lead('/v1/exports', { method: 'POST', body: asked(wrong) })).status, 400);
  const officer = await api.withToken('officer');
  assert.equal((await officer('/v1/exports', { method: 'POST', body: asked() })).status, 403);
});

test('a workbook has the search on its first sheet and the calls on its second', async (t) => {
  const api = await scene(t);
  const response = await fetch(`${api.url}/v1/exports`, {
    method: 'POST',
    headers: {
      cookie: api.admin.cookie,
      'x-csrf-token': api.admin.me.csrfToken ?? '',
      'content-type': 'application/json',
    },
    body: JSON.stringify(ExportRequest.parse(asked({ format: 'xlsx', query: { agency: 'agency-1' } }))),
  });
  assert.equal(response.status, 200);
  const book = new exceljs.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  const [search, table] = book.worksheets;
  const head = new Map<string, string>();
  search?.eachRow((row) => void head.set(row.getCell(1).text.split(' ')[0] ?? '', row.getCell(2).text));
  assert.equal(head.get('rows'), '2');
  assert.equal(head.get('reason'), REASON);
  assert.equal(table?.rowCount, 3);
  assert.equal(table?.getRow(2).getCell(1).text, 'call-c');
  const collector = table?.getRow(3).getCell(7);
  assert.equal(collector?.type, exceljs.ValueType.String);
  assert.equal(collector?.text, '=HYPERLINK("http://x")');
});

test('pages on over the whole of a search', async (t) => {
  const api = await startApi(t);
  const many = Array.from({ length: 430 }, (_, index) => storedCall({ callId: `call-${index}` }));
  await api.store.writeCalls(many);
  const { body } = await api.admin.call('/v1/exports', { method: 'POST', body: asked() });
  assert.equal(new Set(bodyRows(rowsOf(String(body))).map(([callId]) => callId)).size, 430);
});
