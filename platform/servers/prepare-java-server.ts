import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { detectJava, type Jdk } from './detect-java.ts';
import { resolveServerJars } from './resolve-server-jars.ts';
import { chooseJdk, type ServerName } from './server-versions.ts';

/** What both servers take. */
export interface StartServerOptions {
  /** Folder of the server's data, settings and log; made when missing. Default: a temporary one. */
  readonly dir?: string;
  /** Port of the loopback address. Default: a free one. */
  readonly port?: number;
  /** Whether `stop` leaves `dir`. Default: yes when `dir` is given. */
  readonly keepData?: boolean;
  /** Default: {@link detectJava} of the usual places. */
  readonly jdks?: readonly Jdk[];
  /** `-Xmx` of the server. */
  readonly heap?: string;
  /** Default 60 s: a busy small machine needs ten. */
  readonly readyTimeoutMs?: number;
  readonly cacheDir?: string;
  readonly maven?: string;
  readonly onDownload?: (server: ServerName, version: string) => void;
}

export interface PreparedServer {
  readonly dir: string;
  readonly keepData: boolean;
  readonly logFile: string;
  readonly java: string;
  /** Arguments that run a main class of the server's class path. */
  readonly javaArgs: (main: string, ...args: string[]) => string[];
}

export const LOG4J_SETTINGS = join(import.meta.dirname, 'java/log4j2.properties');

/** JDK, jars and folder of a server. Throws ServerError as {@link resolveServerJars}, and `java_missing`. */
export async function prepareJavaServer(
  server: ServerName,
  options: StartServerOptions & { readonly heap: string },
): Promise<PreparedServer> {
  const jdk = chooseJdk(server, options.jdks ?? (await detectJava()));
  const { classpath } = await resolveServerJars({ ...options, server, jdk });
  const dir =
    options.dir === undefined ? await mkdtemp(join(tmpdir(), `callwarden-${server}-`)) : resolve(options.dir);
  await mkdir(join(dir, 'tmp'), { recursive: true });
  const virtualMachine = [
    `-Xmx${options.heap}`,
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:-UsePerfData', // leaves files in the common temporary folder
    `-Djava.io.tmpdir=${join(dir, 'tmp')}`,
    `-Dlog4j2.configurationFile=${LOG4J_SETTINGS}`,
    ...(jdk.major >= 22 ? ['--enable-native-access=ALL-UNNAMED'] : []),
  ];
  return {
    dir,
    keepData: options.keepData ?? options.dir !== undefined,
    logFile: join(dir, `${server}.log`),
    java: join(jdk.home, 'bin/java'),
    javaArgs: (main, ...args) => [...virtualMachine, '-cp', classpath, main, ...args],
  };
}
