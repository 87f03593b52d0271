import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings } from './support/axe.ts';
import { startConsole } from './support/console-scene.ts';
import { needsChromium } from './support/find-chromium.ts';

const PAGES = [
  '/queue',
  '/calls/zh-bank-083',
  '/search?text=综治办',
  '/dashboard',
  '/rules/zh/threat/violence',
  '/rules/try',
  '/users',
  '/tokens',
  '/rejected',
  '/audit',
  '/account',
];

test('the console in a real browser', needsChromium(), async (t) => {
  const scene = await startConsole(t);
  const page = await scene.newPage();
  const outside: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(scene.url) && !request.url().startsWith('data:'))
      outside.push(request.url());
  });
  page.on('pageerror', (error) => faults.push(error.message));

  await t.test('a wrong password is told, the first one must be changed', async () => {
    await page.goto(scene.url);
    await page.fill('#username', 'admin');
    await page.fill('#password', 'not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '用户名或密码不对' }).first().waitFor();
    await scene.signIn(page);
    await page.getByRole('heading', { name: '复核队列' }).waitFor();
  });

  await t.test('a call is reviewed by keyboard only', async () => {
    await page.goto(`${scene.url}/queue`);
    await page.locator('#row-0').waitFor();
    await page.keyboard.press('j');
    assert.equal(await page.locator('#row-1').getAttribute('aria-selected'), 'true');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.locator('.finding--open').waitFor();
    const callId = decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '');
    const findings = await page.locator('.finding').count();
    const judged = (nth: number) =>
      page.waitForResponse((answer) => answer.url().includes('/verdict') && nth >= 0);
    for (let nth = 0; nth < findings; nth += 1) {
      const answer = judged(nth);
      if (nth === 0) {
        await page.keyboard.press('d');
        await page.locator('.reasons').waitFor();
        await page.keyboard.press('3');
      } else await page.keyboard.press('c');
      assert.equal((await answer).status(), 200);
    }
    await page.waitForURL((url) => url.pathname.startsWith('/calls/') && !url.pathname.endsWith(callId));
    await page.goto(`${scene.url}/calls/${callId}`);
    await page.locator('.finding--open').waitFor();
    assert.equal(await page.locator('.review--dismissed').count(), 1);
    assert.equal(await page.locator('.review--confirmed').count(), findings - 1);
  });

  await t.test('a pasted text is analysed', async () => {
    await page.goto(`${scene.url}/rules/try`);
    await page.getByRole('button', { name: '分析' }).click();
    await page.locator('.conversation mark').first().waitFor();
    assert.ok((await page.locator('.finding').count()) > 0);
  });

  await t.test('what was said is found and shown in its turn', async () => {
    await page.goto(`${scene.url}/search`);
    await page.getByLabel('说过的话').fill('综治办');
    await page.keyboard.press('Enter');
    await page.locator('.search__hits mark').first().waitFor();
    assert.equal(await page.locator('.search__hits mark').first().textContent(), '综治办');
  });

  await t.test('the help sheet names the keys of the page', async () => {
    await page.goto(`${scene.url}/queue`);
    await page.locator('#row-0').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('打开通话').waitFor();
    await page.keyboard.press('Escape');
  });

  for (const language of ['zh', 'en'] as const)
    await t.test(`axe finds nothing on any page (${language})`, async () => {
      const reader = await scene.newPage({ language, dark: language === 'en' });
      await reader.goto(scene.url);
      await reader.waitForSelector('#username');
      assert.deepEqual(await axeFindings(reader), []);
      await scene.signIn(reader);
      for (const path of PAGES) {
        await reader.goto(`${scene.url}${path}`);
        await reader.locator('h1').first().waitFor();
        await reader.waitForLoadState('networkidle');
        assert.equal(
          await reader.evaluate('document.documentElement.lang'),
          language === 'zh' ? 'zh-CN' : 'en',
        );
        assert.deepEqual(await axeFindings(reader), [], path);
      }
      await reader.context().close();
    });

  assert.deepEqual(outside, [], 'nothing is asked for outside of the installation');
  assert.deepEqual(faults, []);
});
