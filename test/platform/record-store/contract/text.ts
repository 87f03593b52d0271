import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { seededRandom } from '../../../fixtures/stored-calls.ts';
import { fill, find, foundIds, type OpenStore, type StoreUnderTest } from './store-under-test.ts';

/** What is said in each call, turn by turn. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  insult: ['你个骗子，老赖，还要不要脸！', '我在录音'],
  wechat: ['加我微信wx8866，转给我个人就行。', '转账备注写WX-8866'],
  arrears: ['您的帐户逾期三十五天了', '收益率5%不算高'],
  traditional: ['陳先生，您的帳戶已經逾期六十天了。'],
  english: ["If you don't pay today, we will have you arrested.", 'No. Not a threat.'],
  mixed: ['您的ＶＩＰ额度Credit Card逾期了', '请还 $1,486.20 元'],
  apart: ['微', '信', '老', '赖账'],
  rare: ['𠮷野家对面见', 'こんにちはカード 카드론'],
  often: ['还钱还钱还钱', '还钱', '你什么时候还钱'],
};

const QUERIES: readonly (readonly [query: string, calls: readonly string[]])[] = [
  ['我', ['insult', 'wechat']],
  ['赖', ['apart', 'insult']],
  ['微信', ['wechat']],
  ['老赖', ['insult']],
  ['骗子老赖', ['insult']],
  ['“老赖，还要”', ['insult']],
  ['录音 骗子', ['insult']],
  ['骗子 微信', []],
  ['微信wx8866', ['wechat']],
  ['信wx8866', ['wechat']],
  ['我微信WX', []],
  ['WX8866', ['wechat']],
  ['ｗｘ８８６６', ['wechat']],
  ['逾期', ['arrears', 'mixed', 'traditional']],
  ['逾期三十五天', ['arrears']],
  ['帐户', ['arrears']],
  ['帳戶', ['traditional']],
  ['账户', []],
  ['5%', ['arrears']],
  ['收益率5%', ['arrears']],
  ['vip', ['mixed']],
  ['VIP额度credit', ['mixed']],
  ['"credit card"', ['mixed']],
  ['"card credit"', []],
  ['card credit', ['mixed']],
  ['1486', []],
  ['1,486.20', ['mixed']],
  ['arrested', ['english']],
  ['arrest', []],
  ["don't", ['english']],
  ['dont', []],
  ['"will have you"', ['english']],
  ['"will you"', []],
  ['no not a threat', ['english']],
  ['"today we will"', ['english']],
  ['"arrested no"', []],
  ['𠮷野家', ['rare']],
  ['𠮷', ['rare']],
  ['カード', ['rare']],
  ['카드', ['rare']],
  ['%', []],
  ['"" !!', []],
  ['还钱', ['often']],
  ['AND', []],
  ['words : "a" OR *', []],
];

export function textContract(open: OpenStore): void {
  describe('text search', () => {
    let opened: StoreUnderTest;
    before(async () => {
      opened = await open();
      const calls = Object.entries(SAID).map(([callId, says]) => storedCall({ callId, says, sampled: true }));
      await fill(opened, [...calls, storedCall({ callId: 'unkept', says: ['老赖微信逾期'] })]);
    });

    for (const [query, calls] of QUERIES) {
      test(`${query} is said in ${calls.join(', ') || 'no call'}`, async () => {
        assert.deepEqual((await foundIds(opened.store, { text: query })).toSorted(), calls);
      });
    }

    test('highlights name the turn, its text and where in it', async () => {
      const shown = async (text: string, callId: string) =>
        (await find(opened.store, { text })).hits
          .filter(({ record }) => record.callId === callId)
          .flatMap(({ highlights }) => highlights)
          .map(({ turn, text: whole, ranges }) => {
            assert.equal(whole, SAID[callId]?.[turn]);
            return [turn, ...ranges.map(([start, end]) => whole.slice(start, end))];
          });
      assert.deepEqual(await shown('老赖', 'insult'), [[0, '老赖']]);
      assert.deepEqual(await shown('骗子老赖', 'insult'), [[0, '骗子，老赖']]);
      assert.deepEqual(await shown('录音 骗子 我', 'insult'), [
        [0, '骗子'],
        [1, '我', '录音'],
      ]);
      assert.deepEqual(await shown('信WX8866', 'wechat'), [[0, '信wx8866']]);
      assert.deepEqual(await shown('vip 度credit', 'mixed'), [[0, 'ＶＩＰ', '度Credit']]);
      assert.deepEqual(await shown('𠮷野家', 'rare'), [[0, '𠮷野家']]);
      assert.deepEqual(await shown("don't", 'english'), [[0, "don't"]]);
      assert.deepEqual(await shown('还钱 钱还', 'often'), [
        [0, '还钱还钱还钱'],
        [1, '还钱'],
        [2, '还钱'],
      ]);
    });

    test('goes together with other filters', async () => {
      assert.deepEqual(await foundIds(opened.store, { text: '我', sampled: true, debtor: 'deb-101' }), [
        'insult',
        'wechat',
      ]);
      assert.deepEqual(await foundIds(opened.store, { text: '我', flagged: true }), []);
    });

    test('follows an amendment', async () => {
      const { store, settle } = await open();
      await store.writeCalls([storedCall({ says: ['原来的话'], sampled: true })]);
      await store.writeCalls([storedCall({ says: ['改后的话'], sampled: true, revision: 2 })]);
      await settle();
      assert.deepEqual(await foundIds(store, { text: '原来' }), []);
      assert.deepEqual(await foundIds(store, { text: '改后' }), ['call-1']);
    });

    test('agrees with a plain reading of random calls', async () => {
      const opened = await open();
      const random = seededRandom(7);
      const texts = Array.from({ length: 150 }, () => [randomText(random, 12), randomText(random, 5)]);
      await fill(
        opened,
        texts.map((says, index) => storedCall({ callId: `random-${index}`, says, sampled: true })),
      );
      let found = 0;
      for (let round = 0; round < 80; round += 1) {
        const query = `"${randomText(random, 1 + (round % 3))}"`;
        const expected = texts.flatMap((says, index) => (isSaid(says, query) ? [`random-${index}`] : []));
        assert.deepEqual(
          (await foundIds(opened.store, { text: query })).toSorted(),
          expected.toSorted(),
          query,
        );
        found += expected.length;
      }
      assert.ok(found > 200);
    });

    test('takes turns of one endless word', async () => {
      const { store, settle } = await open();
      const says = ['щ'.repeat(19_999), `${'a'.repeat(9_999)} ${'b'.repeat(9_999)}`];
      await store.writeCalls([storedCall({ says, sampled: true })]);
      await settle();
      assert.deepEqual(await foundIds(store, { text: 'щ'.repeat(120) }), ['call-1']);
      assert.deepEqual(await foundIds(store, { text: 'щ'.repeat(90) }), []);
    });
  });
}

const PIECES = [
  '我',
  '微',
  '信',
  '錢',
  '钱',
  'a',
  'Ab',
  'Ｂ',
  '7',
  '７0',
  'é',
  '，',
  '。',
  ' ',
  '%',
  '-',
  '😀',
  'カ',
];

function randomText(random: () => number, length: number): string {
  return Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
}

/** Words parted by spaces: a second, plainer way to say what a phrase is. */
function plain(text: string): string {
  const spaced = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[我微信錢钱カ]/g, ' $& ')
    .replace(/[^我微信錢钱カa-zé0-9]+/g, ' ');
  return ` ${spaced.trim()} `;
}

function isSaid(says: readonly string[], query: string): boolean {
  return plain(query).trim() !== '' && says.some((text) => plain(text).includes(plain(query)));
}
