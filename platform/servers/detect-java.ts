import { access, constants, readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ServerError } from './server-error.ts';

/** One JDK (a Java with a compiler) on this machine; `home` is the folder that holds `bin/java`. */
export interface Jdk {
  readonly home: string;
  readonly major: number;
  readonly version: string;
}

export interface DetectJavaOptions {
  /** Homes to try before the usual folders, e.g. the values of CALLWARDEN_JAVA and JAVA_HOME. */
  readonly homes?: readonly string[];
  /** Folders whose subfolders are Java homes. Default: where Linux, macOS and SDKMAN put them. */
  readonly roots?: readonly string[];
}

/** The JDKs of this machine: `homes` first in their order, then those found, oldest release first. */
export async function detectJava(options: DetectJavaOptions = {}): Promise<Jdk[]> {
  const named = await readHomes(options.homes ?? []);
  const found = await readHomes(await subfolders(options.roots ?? usualRoots()));
  found.sort((a, b) => a.major - b.major || a.version.localeCompare(b.version, 'en', { numeric: true }));
  return uniqueByHome([...named, ...found]);
}

/**
 * The first of `jdks` with at least release `min`: of detected ones the oldest that will do, being nearest to
 * what the servers are built for.
 */
export function pickJava(jdks: readonly Jdk[], min: number): Jdk | undefined {
  return jdks.find((jdk) => jdk.major >= min);
}

/** Like {@link pickJava}; throws ServerError `java_missing`, saying what there is and what to install. */
export function requireJava(jdks: readonly Jdk[], min: number, purpose: string): Jdk {
  const jdk = pickJava(jdks, min);
  if (jdk !== undefined) return jdk;
  const there = jdks.length === 0 ? 'no JDK at all' : jdks.map((j) => `${j.version} in ${j.home}`).join(', ');
  throw new ServerError(
    'java_missing',
    `no JDK ${min}+ found for ${purpose} (found: ${there}). Install one, e.g. apt install openjdk-${min}-jdk ` +
      'or Eclipse Temurin, or name its folder in CALLWARDEN_JAVA.',
  );
}

function usualRoots(): string[] {
  return [
    '/usr/lib/jvm',
    '/opt/java',
    '/Library/Java/JavaVirtualMachines',
    join(homedir(), '.sdkman/candidates/java'),
  ];
}

async function subfolders(roots: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    roots.map(async (root) => {
      const names = await readdir(root).catch(() => []);
      return names.sort().flatMap((name) => [join(root, name), join(root, name, 'Contents/Home')]);
    }),
  );
  return lists.flat();
}

async function readHomes(homes: readonly string[]): Promise<Jdk[]> {
  const jdks = await Promise.all(homes.map(readHome));
  return jdks.filter((jdk) => jdk !== undefined);
}

/** Every JDK since 9 states its version in `release`; a folder without it or without a compiler is no use here. */
async function readHome(folder: string): Promise<Jdk | undefined> {
  try {
    const home = await realpath(folder);
    await access(join(home, 'bin/javac'), constants.X_OK);
    const release = await readFile(join(home, 'release'), 'utf8');
    const version = /^JAVA_VERSION="([^"]+)"/m.exec(release)?.[1];
    const major = Number.parseInt(version ?? '', 10);
    return version === undefined || Number.isNaN(major) ? undefined : { home, major, version };
  } catch {
    return undefined;
  }
}

function uniqueByHome(jdks: readonly Jdk[]): Jdk[] {
  return [...new Map(jdks.toReversed().map((jdk) => [jdk.home, jdk])).values()].toReversed();
}
