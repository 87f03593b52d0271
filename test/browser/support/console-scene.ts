import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Cleanup, LEXICONS, scratch, startCallwarden } from '../../cli/support/callwarden.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { findChromium } from './find-chromium.ts';

export const OWN_PASSWORD = 'several words for a test';

export interface ConsoleScene {
  readonly url: string;
  readonly firstPassword: string;
  /** A browser of its own language and look, with nothing kept. */
  newPage(options?: { language?: 'zh' | 'en'; dark?: boolean }): Promise<Page>;
  /** Signs in; at the first time chooses OWN_PASSWORD. */
  signIn(page: Page): Promise<void>;
}

/** The whole product with its sample calls in a folder of its own, and a real browser. All stopped with the test. */
export async function startConsole(t: Cleanup): Promise<ConsoleScene> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium on this machine: apt-get install chromium');
  const args = ['start', '--set', 'http.port=0', '--set', `analyzer.rulebookDir=${LEXICONS}`];
  const product = startCallwarden(t, { cwd: scratch(t), args });
  await until('the samples are analysed', () => {
    if (product.child.exitCode !== null) throw new Error(product.err());
    return product.out().includes('Look at one: ');
  });
  const url = /listens on (http:\S+)/.exec(product.out())?.[1] ?? '';
  const firstPassword = /with the password (\S+)/.exec(product.out())?.[1] ?? '';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  t.after(() => browser.close());
  let changed = false;

  return {
    url,
    firstPassword,
    async newPage({ language = 'zh', dark = false } = {}) {
      const context: BrowserContext = await browser.newContext({
        viewport: { width: 1280, height: 720 },
        locale: language === 'zh' ? 'zh-CN' : 'en-US',
        colorScheme: dark ? 'dark' : 'light',
        timezoneId: 'Asia/Shanghai',
      });
      return context.newPage();
    },
    async signIn(page) {
      await page.goto(url);
      await page.fill('#username', 'admin');
      await page.fill('#password', changed ? OWN_PASSWORD : firstPassword);
      await page.keyboard.press('Enter');
      if (!changed) {
        await page.fill('#next', OWN_PASSWORD);
        await page.fill('#repeat', OWN_PASSWORD);
        await page.keyboard.press('Enter');
        changed = true;
      }
      await page.waitForSelector('nav.side');
    },
  };
}

/** The text of axe-core, to be run in a page. */
export const AXE = join(import.meta.dirname, '../../../node_modules/axe-core/axe.min.js');
