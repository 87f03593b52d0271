import { join } from 'node:path';
import { startConsole } from './console-scene.ts';

/** Takes the pictures of docs/screenshots from a live product with its sample calls. */
const FOLDER = join(import.meta.dirname, '../../../docs/screenshots');
const SHOTS = [
  { file: 'queue.png', path: '/queue', ready: '#row-0' },
  { file: 'call.png', path: '/calls/zh-bank-083', ready: '.finding--open' },
  { file: 'dashboard.png', path: '/dashboard', ready: '.dash__chart svg' },
  { file: 'search.png', path: '/search?text=综治办', ready: '.search__hits mark' },
  { file: 'rules.png', path: '/rules/zh/threat/violence', ready: '.example' },
] as const;

const endings: (() => unknown)[] = [];
try {
  const scene = await startConsole({ after: (work) => void endings.unshift(work) });
  const page = await scene.newPage();
  await scene.signIn(page);
  for (const { file, path, ready } of SHOTS) {
    await page.goto(`${scene.url}${path}`);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(FOLDER, file) });
    process.stdout.write(`docs/screenshots/${file}\n`);
  }
} finally {
  for (const end of endings) await end();
}
