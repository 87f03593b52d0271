import { once } from 'node:events';
import { connect } from 'node:net';

const TIMEOUT_MS = 2000;
const CORRELATION_ID = 1;

/**
 * Whether the Kafka server on the port has joined its own cluster, so that topics can be made: asks for its
 * metadata and counts brokers. Spoken by hand, since a whole client would bring retries, timers and warnings.
 */
export async function kafkaKnowsItsBroker(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: TIMEOUT_MS, signal: AbortSignal.timeout(TIMEOUT_MS) });
  try {
    await once(socket, 'connect');
    socket.write(metadataRequest());
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      // int32 size, int32 correlation id, int32 number of brokers
      if (received.length >= 12)
        return received.readInt32BE(4) === CORRELATION_ID && received.readInt32BE(8) > 0;
    }
    return false;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Metadata, version 1, without topics (kafka.apache.org/protocol). */
function metadataRequest(): Buffer {
  const request = Buffer.alloc(18);
  request.writeInt32BE(14, 0); // size of what follows
  request.writeInt16BE(3, 4); // api key
  request.writeInt16BE(1, 6); // api version
  request.writeInt32BE(CORRELATION_ID, 8);
  request.writeInt16BE(-1, 12); // no client id
  request.writeInt32BE(0, 14); // no topics
  return request;
}
