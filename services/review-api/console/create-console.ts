import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';

/** Where the console's build leaves its files. */
export const CONSOLE_FOLDER = join(import.meta.dirname, '../../review-console/dist');

/** First parts of addresses that are never pages. */
const NO_PAGES = ['v1', 'docs', 'assets', 'healthz', 'readyz', 'metrics'];
const PAGE = `:page(^(?!(?:${NO_PAGES.join('|')})$)[a-z][a-z-]*$)`;

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Callwarden</title>
<p lang="zh-CN">审核台尚未构建。请运行 <code>npm run build:console</code>，然后重新载入。</p>
<p>The console is not built. Run <code>npm run build:console</code>, then load this page again.</p></html>`;

/**
 * The officers' page under /, its files under /assets. Every address of a page answers the same document, which knows
 * its way from there. Holds no data: that comes from the API, to those who are signed in.
 */
export function createConsole(folder: string = CONSOLE_FOLDER): FastifyPluginAsync {
  async function page(reply: FastifyReply): Promise<string> {
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    return reply
      .code(html === null ? 503 : 200)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(html ?? NOT_BUILT);
  }

  return async function consolePlugin(app) {
    const schema = { hide: true };
    for (const url of ['/', `/${PAGE}`, `/${PAGE}/*`])
      app.route({ method: 'GET', url, schema, handler: (_request, reply) => page(reply) });
    app.get('/favicon.svg', { schema }, (_request, reply) => reply.sendFile('favicon.svg', folder));
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      // Names carry a hash of the content.
      immutable: true,
      maxAge: '365d',
      index: false,
      serve: existsSync(folder),
    });
  };
}
