import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Jdk } from './detect-java.ts';
import { runTool } from './run-tool.ts';
import { ServerError } from './server-error.ts';
import { type ServerName, serverVersion } from './server-versions.ts';
import { withFileLock } from './with-file-lock.ts';

export interface ResolveServerJarsOptions {
  readonly server: ServerName;
  /** The JDK that will run the server; it also compiles the mains and, for OpenSearch, decides the version. */
  readonly jdk: Jdk;
  /** Default: `.cache/servers` at the root of the project (git-ignored). */
  readonly cacheDir?: string;
  /** The Maven program. Default: `mvn` on the path. */
  readonly maven?: string;
  /** Called once, before the only slow step: nothing is cached and Maven has to fetch. */
  readonly onDownload?: (server: ServerName, version: string) => void;
}

export interface ServerJars {
  readonly version: string;
  /** For `java -cp`. */
  readonly classpath: string;
  /** Whether this call copied and compiled; false when the cache had it. */
  readonly built: boolean;
}

const JAVA_SOURCES = join(import.meta.dirname, 'java');
const DEFAULT_CACHE = join(import.meta.dirname, '../../.cache/servers');
const LOCK_TIMEOUT_MS = 15 * 60_000;
const MAINS: Record<ServerName, readonly string[]> = {
  kafka: ['EndWithParent.java'],
  opensearch: ['EndWithParent.java', 'OpenSearchMain.java'],
};

/**
 * The jars of a real server, from Maven's repositories, with the mains compiled: from the cache when they are
 * there, else with Maven, offline first. A cache entry appears whole, by one rename, so processes may call this
 * at once; one of them builds. Throws ServerError: maven_missing, jars_unavailable, java_compile_failed, cache_locked.
 */
export async function resolveServerJars(options: ResolveServerJarsOptions): Promise<ServerJars> {
  const { server, jdk, cacheDir = DEFAULT_CACHE } = options;
  const version = serverVersion(server, jdk);
  const entry = join(cacheDir, `${server}-${version}-jdk${jdk.major}-${await sourcesHash(server)}`);
  const jars = { version, classpath: [join(entry, 'classes'), join(entry, 'lib', '*')].join(delimiter) };
  if (await exists(entry)) return { ...jars, built: false };

  await mkdir(cacheDir, { recursive: true });
  // One lock for all servers: Maven's own repository is not safe for two writers either.
  return withFileLock(join(cacheDir, 'maven.lock'), LOCK_TIMEOUT_MS, async () => {
    if (await exists(entry)) return { ...jars, built: false };
    const draft = `${entry}.${randomUUID()}`;
    try {
      await copyJars(options, version, join(draft, 'lib'));
      await compileMains(server, jdk, draft);
      await rename(draft, entry);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return { ...jars, built: true };
  });
}

async function copyJars(options: ResolveServerJarsOptions, version: string, lib: string): Promise<void> {
  const { server, maven = 'mvn', onDownload } = options;
  const args = [
    '--batch-mode',
    '--quiet',
    ...['--file', join(JAVA_SOURCES, `${server}.pom.xml`)],
    `-Dserver.version=${version}`,
    `-DoutputDirectory=${lib}`,
    '-DincludeScope=runtime',
    'dependency:copy-dependencies',
  ];
  if ((await runMaven(maven, ['--offline', ...args])).exitCode === 0) return;
  onDownload?.(server, version);
  const { exitCode, tail } = await runMaven(maven, args);
  if (exitCode === 0) return;
  throw new ServerError(
    'jars_unavailable',
    `Maven could not fetch the jars of ${server} ${version}; check the network, or a mirror in ~/.m2/settings.xml.\n${tail}`,
  );
}

async function runMaven(maven: string, args: readonly string[]) {
  try {
    return await runTool(maven, args);
  } catch (cause) {
    throw new ServerError('maven_missing', `cannot run ${maven}; install Maven 3.6 or newer.`, { cause });
  }
}

async function compileMains(server: ServerName, jdk: Jdk, draft: string): Promise<void> {
  const sources = MAINS[server].map((name) => join(JAVA_SOURCES, name));
  const args = ['-d', join(draft, 'classes'), '-cp', join(draft, 'lib', '*'), ...sources];
  const { exitCode, tail } = await runTool(join(jdk.home, 'bin/javac'), args);
  if (exitCode !== 0) throw new ServerError('java_compile_failed', `javac of ${jdk.home} failed.\n${tail}`);
}

/** An edited pom or main makes a new cache entry. */
async function sourcesHash(server: ServerName): Promise<string> {
  const hash = createHash('sha256');
  for (const name of [`${server}.pom.xml`, ...MAINS[server]])
    hash.update(await readFile(join(JAVA_SOURCES, name)));
  return hash.digest('hex').slice(0, 8);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
