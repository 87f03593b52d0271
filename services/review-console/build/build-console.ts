import { join } from 'node:path';
import { firstLoad } from './first-load.ts';

/**
 * Builds the console into dist/ and fails when the first load of the queue page exceeds its limit.
 * With --where-possible it only says so where the build tools are not installed (npm ci --omit=dev).
 */
const LIMIT_BYTES = 400_000;
const ROOT = join(import.meta.dirname, '..');
const QUEUE = ['index.html', 'src/pages/queue/queue-page.tsx'];

const vite = await import('vite').catch((error: unknown) => {
  if (process.argv.includes('--where-possible')) return null;
  throw error;
});
if (vite === null) {
  process.stdout.write('The console is not built: its build tools are left out of this installation.\n');
} else {
  await vite.build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
  const sizes = firstLoad(join(ROOT, 'dist'), QUEUE);
  const bytes = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  const kB = (count: number) => `${(count / 1_000).toFixed(1)} kB`;
  process.stdout.write(
    `Console built. First load of the queue page: ${kB(bytes)} gzip of ${kB(LIMIT_BYTES)}\n`,
  );
  if (bytes > LIMIT_BYTES) {
    for (const [file, size] of [...sizes].sort(([, a], [, b]) => b - a))
      process.stdout.write(`  ${file}  ${kB(size)}\n`);
    process.exitCode = 1;
  }
}
