import { createSharedStarter, serveSharedStarter } from './shared-starter.ts';

/**
 * One Kafka and one OpenSearch for a whole run of tests, started only if a test file asks for them (shared.ts):
 *
 *     node --test --test-global-setup=test/servers/global-setup.ts 'test/**\/*.test.ts'
 */
let stopStarter: () => Promise<void> = async () => {};

export async function globalSetup(): Promise<void> {
  const { url, stop } = await serveSharedStarter(createSharedStarter());
  stopStarter = stop;
  // Each test file is a process of its own and inherits the environment.
  process.env.CALLWARDEN_TEST_SERVERS = url;
}

export async function globalTeardown(): Promise<void> {
  await stopStarter();
}
