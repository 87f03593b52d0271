import { randomBytes } from 'node:crypto';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from './free-port.ts';
import { kafkaKnowsItsBroker } from './kafka-knows-its-broker.ts';
import {
  type KafkaFiles,
  type KafkaProperties,
  type KafkaSecurity,
  kafkaProperties,
  scramArguments,
} from './kafka-properties.ts';
import { type PreparedServer, prepareJavaServer, type StartServerOptions } from './prepare-java-server.ts';
import { runTool } from './run-tool.ts';
import { ServerError } from './server-error.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export interface StartKafkaOptions extends StartServerOptions {
  /** Broker settings over the built-in ones. */
  readonly properties?: KafkaProperties;
  readonly security?: KafkaSecurity;
}

export interface KafkaServer extends ServerProcess {
  /** `host:port` of the listeners that `security` asked for. */
  readonly secure: { readonly sasl: string; readonly mutualTls: string } | undefined;
}

const HOST = '127.0.0.1';

/**
 * A real Kafka broker (KRaft, one node, no Docker) on the loopback address; `address` is its `host:port`. Topics
 * are not created by themselves. Throws ServerError with any of its codes.
 */
export async function startKafka(options: StartKafkaOptions = {}): Promise<KafkaServer> {
  const { heap = '384m', readyTimeoutMs = 60_000, properties = {}, security } = options;
  const server = await prepareJavaServer('kafka', { ...options, heap });
  const [free = 0, controller = 0, sasl = 0, mutualTls = 0] = await freePorts(4);
  const ports = { plain: options.port ?? free, controller, sasl, mutualTls };
  const files = {
    settings: join(server.dir, 'server.properties'),
    data: join(server.dir, 'data'),
    keystore: join(server.dir, 'server.pem'),
    truststore: join(server.dir, 'ca.pem'),
  };
  const address = `${HOST}:${ports.plain}`;
  const started = await startServerProcess({
    ...server,
    name: 'kafka',
    address,
    prepare: async () => {
      await writeFile(files.settings, kafkaProperties(ports, files, security, properties), { mode: 0o600 });
      if (security !== undefined) await writeCertificates(files, security);
      if (!(await isFormatted(files.data))) await format(server, files.settings, security);
    },
    program: server.java,
    args: server.javaArgs('EndWithParent', 'kafka.Kafka', files.settings),
    ports: security === undefined ? [ports.plain, controller] : Object.values(ports),
    isReady: () => kafkaKnowsItsBroker(HOST, ports.plain),
    readyTimeoutMs,
  });
  return Object.assign(started, {
    secure: security && { sasl: `${HOST}:${sasl}`, mutualTls: `${HOST}:${mutualTls}` },
  });
}

async function writeCertificates(files: KafkaFiles, { certificates }: KafkaSecurity): Promise<void> {
  await writeFile(files.truststore, certificates.ca);
  await writeFile(files.keystore, `${certificates.key}\n${certificates.cert}`, { mode: 0o600 });
}

function isFormatted(data: string): Promise<boolean> {
  return access(join(data, 'meta.properties')).then(
    () => true,
    () => false,
  );
}

async function format(server: PreparedServer, settings: string, security: KafkaSecurity | undefined) {
  const clusterId = randomBytes(16).toString('base64url');
  const args = ['format', `--cluster-id=${clusterId}`, '--config', settings, ...scramArguments(security)];
  const { exitCode, tail } = await runTool(server.java, server.javaArgs('kafka.tools.StorageTool', ...args));
  if (exitCode !== 0)
    throw new ServerError('format_failed', `${server.dir} cannot take Kafka's data.\n${tail}`);
}
