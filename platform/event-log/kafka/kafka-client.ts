import net, { type Socket } from 'node:net';
import tls, { type ConnectionOptions } from 'node:tls';
import kafkajs, { type ISocketFactory, type Kafka, type RetryOptions, type SASLOptions } from 'kafkajs';
import { waitOrAbort } from '../backoff.ts';
import { registerCodecs } from './codecs.ts';
import { tellFetchLosses } from './fetch-loss-patch.ts';
import { createLogCreator } from './log-creator.ts';
import { quietRequestQueue } from './request-queue-patch.ts';
import type { KafkaEventLogOptions } from './settings.ts';

/** kafkajs for one user: one producer, consumer or admin. Consumers on one Kafka object would share their offsets. */
export interface KafkaClient {
  readonly kafka: Kafka;
  /**
   * Lets go of everything: `disconnect` first, for as long as the grace allows, then by force. kafkajs alone would go
   * on trying to connect for minutes.
   */
  release(disconnect: () => Promise<void>, graceMs: number): Promise<void>;
}

export interface KafkaClientOptions {
  readonly retry: RetryOptions;
  readonly requestTimeoutMs: number;
  readonly connectionTimeoutMs: number;
  /** Told when a connection can't be made or breaks. */
  readonly onConnectionFault?: (error: Error) => void;
}

const KEEP_ALIVE_MS = 60_000;

export function createKafkaClient(log: KafkaEventLogOptions, options: KafkaClientOptions): KafkaClient {
  registerCodecs();
  quietRequestQueue();
  tellFetchLosses();
  const sockets = new Set<Socket>();
  let isRetired = false;

  const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (isRetired) throw new Error('the client is retired');
    const socket =
      ssl === undefined || ssl === null
        ? net.connect({ host, port }, onConnect)
        : tls.connect({ host, port, ...(net.isIP(host) ? {} : { servername: host }), ...ssl }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', (error) => isRetired || options.onConnectionFault?.(error));
    return socket;
  };

  const kafka = new kafkajs.Kafka({
    clientId: log.clientId,
    // An empty list is the one answer after which kafkajs stops trying.
    brokers: () => (isRetired ? [] : [...log.brokers]),
    ...security(log),
    connectionTimeout: options.connectionTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    retry: options.retry,
    socketFactory,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: createLogCreator(log.logger),
  });
  function retire(): void {
    isRetired = true;
    // With an error, so that kafkajs lets go of the requests it waits for.
    for (const socket of sockets) socket.destroy(new Error('the client is retired'));
  }

  return {
    kafka,
    async release(disconnect, graceMs) {
      if (graceMs === 0) retire();
      const left = new AbortController();
      disconnect()
        .catch(() => {})
        .then(() => left.abort());
      await waitOrAbort(graceMs, left.signal);
      // Attempts under way end within seconds, unheard.
      retire();
    },
  };
}

function security({ tls: certificates, sasl }: KafkaEventLogOptions): {
  ssl?: ConnectionOptions;
  sasl?: SASLOptions;
} {
  return {
    ...(certificates && { ssl: { ...certificates } }),
    // A copy: kafkajs writes a function bound to the password into the object.
    ...(sasl && { sasl: { ...sasl } }),
  };
}
