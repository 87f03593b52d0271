import { type Jdk, pickJava, requireJava } from './detect-java.ts';

export type ServerName = 'kafka' | 'opensearch';

/** The JDK to run a server with. Throws ServerError `java_missing`. */
export function chooseJdk(server: ServerName, jdks: readonly Jdk[]): Jdk {
  const preferred = server === 'opensearch' ? pickJava(jdks, 21) : undefined;
  return preferred ?? requireJava(jdks, 17, server);
}

/** The release, on Maven Central, that runs on this JDK: OpenSearch 3 wants 21, 2.19 is the last line for 17. */
export function serverVersion(server: ServerName, jdk: Jdk): string {
  if (server === 'kafka') return '4.1.0';
  return jdk.major >= 21 ? '3.8.0.0' : '2.19.1.0';
}
