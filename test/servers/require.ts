import { detectJava, type Jdk } from '../../platform/servers/detect-java.ts';
import { resolveServerJars } from '../../platform/servers/resolve-server-jars.ts';
import { ServerError, type ServerErrorCode } from '../../platform/servers/server-error.ts';
import { chooseJdk, type ServerName } from '../../platform/servers/server-versions.ts';

/** Wants on this machine, not faults of the project: a test may be skipped for them. */
const SKIPPABLE: readonly ServerErrorCode[] = ['java_missing', 'maven_missing', 'jars_unavailable'];

/**
 * For tests that start a server of their own: false when this machine can run them, else why not, as the `skip`
 * option of node:test. Fetches the jars when they are not cached. With CALLWARDEN_REQUIRE_SERVERS=1, as in CI,
 * a want is an error, so that nothing is skipped unseen.
 *
 *     describe('broker faults', { skip: await serversOrSkip('kafka') }, () => { … await startKafka({ jdks: await testJdks() })
 */
export async function serversOrSkip(...servers: readonly ServerName[]): Promise<string | false> {
  const jdks = await testJdks();
  for (const server of servers) {
    try {
      await resolveServerJars({ server, jdk: chooseJdk(server, jdks), onDownload: announce });
    } catch (fault) {
      return reasonToSkip(fault, process.env.CALLWARDEN_REQUIRE_SERVERS === '1');
    }
  }
  return false;
}

/** The reason when `fault` is a want of this machine and may be skipped; else throws it. */
export function reasonToSkip(fault: unknown, required: boolean): string {
  if (!required && fault instanceof ServerError && SKIPPABLE.includes(fault.code)) return fault.message;
  throw fault;
}

/** Like {@link serversOrSkip}, for tests that are content with the shared servers, which may run elsewhere (see shared.ts). */
export function sharedOrSkip(...servers: readonly ServerName[]): Promise<string | false> {
  return serversOrSkip(...servers.filter((server) => addressFromOutside(server) === undefined));
}

/** The address of a server that somebody else runs for the tests: CALLWARDEN_TEST_KAFKA, CALLWARDEN_TEST_OPENSEARCH. */
export function addressFromOutside(server: ServerName): string | undefined {
  return process.env[`CALLWARDEN_TEST_${server.toUpperCase()}`];
}

/** The JDKs for servers in tests: CALLWARDEN_JAVA and JAVA_HOME before those found. */
export function testJdks(): Promise<Jdk[]> {
  const { CALLWARDEN_JAVA, JAVA_HOME } = process.env;
  return detectJava({ homes: [CALLWARDEN_JAVA, JAVA_HOME].filter((home) => home !== undefined) });
}

function announce(server: ServerName, version: string): void {
  process.stderr.write(`fetching ${server} ${version} for the tests, once\n`);
}
