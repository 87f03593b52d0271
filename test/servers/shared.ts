import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import type { ServerName } from '../../platform/servers/server-versions.ts';
import { addressFromOutside } from './require.ts';
import { createSharedStarter } from './shared-starter.ts';

// A hook of the whole file: one set inside a `before` hook would run when that hook ends.
const ownServers = createSharedStarter();
after(() => ownServers.stop());

/**
 * The Kafka (`host:port`) or OpenSearch (URL) that all test files of a run share. In order: the server named by
 * CALLWARDEN_TEST_KAFKA or CALLWARDEN_TEST_OPENSEARCH; the one of the run, when it was started with global-setup.ts;
 * else one for this file alone, stopped after its tests. Never kill, pause or reconfigure it: tests of faults
 * start their own. Name topics and indices with {@link testPrefix}.
 */
export async function sharedServer(server: ServerName): Promise<string> {
  const outside = addressFromOutside(server);
  if (outside !== undefined) return outside;
  const starterUrl = process.env.CALLWARDEN_TEST_SERVERS;
  return starterUrl === undefined ? ownServers.addressOf(server) : askStarter(starterUrl, server);
}

/** A prefix of topic, group and index names that no other file and no other run uses. */
export function testPrefix(name: string): string {
  return `${name}-${randomBytes(4).toString('hex')}-`;
}

async function askStarter(starterUrl: string, server: ServerName): Promise<string> {
  const response = await fetch(`${starterUrl}/${server}`);
  const answer = await response.text();
  if (!response.ok) throw new Error(`no shared ${server}: ${answer}`);
  return answer;
}
