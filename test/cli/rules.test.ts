import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import {
  damage,
  goodLexicon,
  HOURS,
  LIST,
  TOLD,
} from '../services/analyzer/rule-checks/fixtures/good-lexicon.ts';

const CLI = new URL('../../cli/callwarden.ts', import.meta.url).pathname;
const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function shelve(files: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rules-'));
  folders.push(folder);
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

async function rules(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [CLI, 'rules', ...args]);
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await closed, out, err };
}

const TOLD_ID = 'zh/third-party-disclosure/told-debt';

test('check: a good folder passes, and says how much it looked at', async () => {
  const dir = await shelve(goodLexicon());
  const { code, out } = await rules(['check', '--dir', dir]);
  assert.equal(out, '2 rules: 0 errors, 0 warnings\n');
  assert.equal(code, 0);
});

test('check: a fault is told with file and line, in either language, and fails', async () => {
  const files = goodLexicon();
  damage(files, TOLD, '阿姨，[[您儿子信用卡逾期]]三万多。', '阿姨，您儿子[[信用卡逾期]]三万多。');
  const dir = await shelve(files);
  const line = (files.get(TOLD) ?? '').split('\n').findIndex((text) => text.includes('阿姨')) + 1;
  const english = await rules(['check', '--dir', dir]);
  assert.equal(english.code, 3);
  assert.match(english.out, new RegExp(`${TOLD}:${line} error \\[quote\\] .*您儿子信用卡逾期`));
  const chinese = await rules(['check', TOLD_ID, '--dir', dir, '--lang', 'zh']);
  assert.match(chinese.out, /错误 \[quote\] 标的是/);
  const machine = await rules(['check', '--dir', dir, '--json']);
  const report: unknown = JSON.parse(machine.out);
  assert.partialDeepStrictEqual(report, {
    rules: 2,
    errors: 1,
    problems: [{ code: 'quote', file: TOLD, line }],
  });
});

test('check: a folder without rules, and a rule that is not there, are wrong usage', async () => {
  const dir = await shelve(goodLexicon());
  assert.equal((await rules(['check', '--dir', join(dir, 'terms')])).code, 2);
  const { code, err } = await rules(['check', 'zh/nothing', '--dir', dir]);
  assert.equal(code, 2);
  assert.match(err, /zh\/nothing/);
});

test('test: a pasted sentence shows who listens, what fires and why', async () => {
  const dir = await shelve(goodLexicon());
  const { code, out } = await rules(['test', TOLD_ID, '--dir', dir, '--text', '您爱人的贷款逾期了。']);
  assert.equal(code, 0);
  assert.match(out, /collector \[third_party, unknown\]: 您爱人的贷款逾期了。/);
  assert.match(out, /violation: .*您爱人的贷款逾期.*named-arrears, product-arrears/);
});

test('test: a dialogue from standard input; a silent rule says what held it back', async () => {
  const dir = await shelve(goodLexicon());
  const args = ['test', join(dir, TOLD), '--dir', dir, '--text', '-'];
  const { out } = await rules(args, '债务人：我是本人。\n催收员：您的贷款逾期了。\n');
  assert.match(
    out,
    /silent\. Because the listener is not in applies_to\.listener \(at the last turn: party debtor/,
  );
  const denied = await rules([...args, '--lang', 'zh'], '按规定您爱人的贷款逾期要报送。');
  assert.match(denied.out, /不报。原因：语气护栏 zh\/policy 挡住了/);
});

test('test: the rule’s own examples', async () => {
  const files = goodLexicon();
  const dir = await shelve(files);
  const well = await rules(['test', HOURS.slice('rules/'.length, -'.yaml'.length), '--dir', dir]);
  assert.deepEqual([well.code, well.out], [0, '3 examples, 0 errors\n']);
  damage(files, HOURS, '21:14', '23:14');
  const bad = await rules(['test', 'any/off-hours/late', '--dir', await shelve(files)]);
  assert.equal(bad.code, 3);
  assert.match(bad.out, /\[false-alarm\]/);
});

test('new: a draft that passes the checks; never over a rule that exists or was retired', async () => {
  const files = goodLexicon();
  const retired =
    'retired:\n  - { id: zh/threat/old, version: 1, on: 2026-01-01, because: { zh: 旧, en: old } }\n';
  files.set('retired.yaml', retired);
  const dir = await shelve(files);
  for (const language of ['zh', 'en'])
    assert.equal((await rules(['new', language, 'third-party-pressure', 'at-work', '--dir', dir])).code, 0);
  const drafts = await rules(['check', 'zh/third-party-pressure', 'en/third-party-pressure', '--dir', dir]);
  assert.equal(drafts.out, '2 rules: 0 errors, 0 warnings\n');
  assert.equal((await rules(['new', 'zh', 'third-party-pressure', 'at-work', '--dir', dir])).code, 2);
  assert.equal((await rules(['new', 'zh', 'threat', 'old', '--dir', dir])).code, 2);
  assert.equal((await rules(['new', 'zh', 'threats', 'x', '--dir', dir])).code, 2);
});

test('lock: refuses changed logic under an old version; --raise gives each touched rule a new one', async () => {
  const files = goodLexicon();
  damage(files, LIST, '- { t: 拖欠 }', '- { t: 拖欠 }\n  - { t: 赊账 }');
  const dir = await shelve(files);
  const refused = await rules(['lock', '--dir', dir]);
  assert.equal(refused.code, 3);
  assert.match(refused.err, /lock-version/);
  assert.equal(await readFile(join(dir, 'lock.json'), 'utf8'), files.get('lock.json'));
  const raised = await rules(['lock', '--raise', '--dir', dir]);
  assert.equal(raised.out, `${TOLD_ID} is now version 2\n2 rules locked\n`);
  assert.match(await readFile(join(dir, TOLD), 'utf8'), /^version: 2$/m);
  assert.equal((await rules(['check', '--dir', dir])).out, '2 rules: 0 errors, 0 warnings\n');
});

test('lock: a promotion quotes the false alarms', async () => {
  const files = goodLexicon();
  damage(files, HOURS, 'status: shadow', 'status: active');
  const { out } = await rules(['lock', '--dir', await shelve(files)]);
  assert.match(out, /any\/off-hours\/late shadow → active: 0 of 2 clean calls flagged \(0\.0 %\)/);
});

test('explain: a rule in prose, and what a list touches', async () => {
  const dir = await shelve(goodLexicon());
  const rule = await rules(['explain', TOLD_ID, '--dir', dir, '--lang', 'zh']);
  assert.match(rule.out, /谁对谁说：collector → third_party、unverified/);
  assert.match(rule.out, /依次出现 「relation」、「arrears」，相隔不超过 8 个字，在一个分句内/);
  const list = await rules(['explain', LIST, '--dir', dir]);
  assert.equal(list.out, `${LIST} touches 1 rules:\n  ${TOLD_ID}\n`);
  const unknown = await rules(['explain', 'zh/x/told', '--dir', dir]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, new RegExp(TOLD_ID));
});
