/** PEM texts; the key is unencrypted PKCS#8. */
export interface ServerCertificates {
  /** Signs the server's certificate and those of the clients it lets in. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Two more listeners: SASL over TLS (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512) and TLS with client certificates. */
export interface KafkaSecurity {
  readonly certificates: ServerCertificates;
  /** Passwords by user name. For tests: they stand in the broker's settings file in the clear. */
  readonly users: Readonly<Record<string, string>>;
}

export interface KafkaPorts {
  readonly plain: number;
  readonly controller: number;
  readonly sasl: number;
  readonly mutualTls: number;
}

export interface KafkaFiles {
  readonly data: string;
  /** Certificate and key in one file. */
  readonly keystore: string;
  readonly truststore: string;
}

export type KafkaProperties = Readonly<Record<string, string | number | boolean>>;

/** The settings of a single-node KRaft broker, as the text of a properties file; `overrides` win. */
export function kafkaProperties(
  ports: KafkaPorts,
  files: KafkaFiles,
  security: KafkaSecurity | undefined,
  overrides: KafkaProperties,
): string {
  const settings = { ...single(ports, files.data), ...secure(ports, files, security), ...overrides };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}

function single(ports: KafkaPorts, data: string): KafkaProperties {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    listeners: `PLAINTEXT://127.0.0.1:${ports.plain},CONTROLLER://127.0.0.1:${ports.controller}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': data,
    // A misspelt topic must fail, not come to life.
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A killed broker is let in again only when its old session has run out; the default is 9 s.
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 500,
    // The default buffer is a third of the small heap.
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
  };
}

function secure(ports: KafkaPorts, files: KafkaFiles, security: KafkaSecurity | undefined): KafkaProperties {
  if (security === undefined) return {};
  const { listeners, 'listener.security.protocol.map': protocols } = single(ports, files.data);
  return {
    listeners: `${listeners},SASL://127.0.0.1:${ports.sasl},MTLS://127.0.0.1:${ports.mutualTls}`,
    'listener.security.protocol.map': `${protocols},SASL:SASL_SSL,MTLS:SSL`,
    'listener.name.mtls.ssl.client.auth': 'required',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': files.keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': files.truststore,
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.sasl.plain.sasl.jaas.config': plainLogin(security.users),
    'listener.name.sasl.scram-sha-256.sasl.jaas.config': SCRAM_LOGIN,
    'listener.name.sasl.scram-sha-512.sasl.jaas.config': SCRAM_LOGIN,
  };
}

const SCRAM_LOGIN = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';

function plainLogin(users: KafkaSecurity['users']): string {
  const entries = Object.entries(users).map(([name, password]) => ` user_${name}="${password}"`);
  return `org.apache.kafka.common.security.plain.PlainLoginModule required${entries.join('')};`;
}

/** Arguments of the storage tool that enter the users for SCRAM; only formatting can do it without a client. */
export function scramArguments(security: KafkaSecurity | undefined): string[] {
  return Object.entries(security?.users ?? {}).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );
}
