import { EventLogError, type EventLogErrorCode } from '../port.ts';

type Meaning = readonly [code: EventLogErrorCode, retriable: boolean];

/** Errors of the protocol by `type`; those not named here go by whether Kafka says they may be tried again. */
const TYPES: Readonly<Record<string, Meaning>> = {
  MESSAGE_TOO_LARGE: ['EVENT_LOG_TOO_LARGE', false],
  RECORD_LIST_TOO_LARGE: ['EVENT_LOG_TOO_LARGE', false],
  REQUEST_TIMED_OUT: ['EVENT_LOG_TIMEOUT', true],
  OFFSET_OUT_OF_RANGE: ['EVENT_LOG_LOST', false],
  UNKNOWN_TOPIC_OR_PARTITION: ['EVENT_LOG_REFUSED', false],
};

/** kafkajs's own errors by `name`. */
const NAMES: Readonly<Record<string, Meaning>> = {
  KafkaJSRequestTimeoutError: ['EVENT_LOG_TIMEOUT', true],
  KafkaJSTimeout: ['EVENT_LOG_TIMEOUT', true],
  KafkaJSLockTimeout: ['EVENT_LOG_TIMEOUT', true],
  KafkaJSConnectionError: ['EVENT_LOG_UNREACHABLE', true],
  KafkaJSConnectionClosedError: ['EVENT_LOG_UNREACHABLE', true],
  KafkaJSBrokerNotFound: ['EVENT_LOG_UNREACHABLE', true],
  KafkaJSNoBrokerAvailableError: ['EVENT_LOG_UNREACHABLE', true],
  KafkaJSGroupCoordinatorNotFound: ['EVENT_LOG_UNREACHABLE', true],
  KafkaJSMetadataNotLoaded: ['EVENT_LOG_UNREACHABLE', true],
  KafkaJSTopicMetadataNotLoaded: ['EVENT_LOG_UNREACHABLE', true],
  KafkaJSSASLAuthenticationError: ['EVENT_LOG_REFUSED', false],
  KafkaJSNotImplemented: ['EVENT_LOG_REFUSED', false],
  TopicGone: ['EVENT_LOG_LOST', true],
};

interface Facts {
  readonly name: string;
  readonly type: string;
  readonly retriable: boolean | undefined;
  readonly message: string;
}

/** What an error of kafkajs means to a user of the log: the innermost error that is known decides. */
export function kafkaFault(error: unknown): EventLogError {
  if (error instanceof EventLogError) return error;
  const chain = causes(error);
  for (const { name, type, message } of chain) {
    const meaning = TYPES[type] ?? NAMES[name];
    if (meaning === undefined) continue;
    const [code, retriable] = meaning;
    return new EventLogError(code, `Kafka: ${message}`, { retriable, cause: error });
  }
  // Anything else of the protocol was a refusal, unless Kafka asks to try again; the rest are kafkajs's own stumbles.
  const said = chain.find(({ type }) => type !== '');
  const refused = said !== undefined && said.retriable !== true;
  const message = `Kafka: ${said === undefined ? '' : `${said.type}, `}${chain[0]?.message ?? 'unknown error'}`;
  return new EventLogError(refused ? 'EVENT_LOG_REFUSED' : 'EVENT_LOG_UNREACHABLE', message, {
    retriable: !refused,
    cause: error,
  });
}

/** Whether the error, or one that led to it, is of this protocol type. */
export function isOfType(error: unknown, ...types: readonly string[]): boolean {
  return causes(error).some(({ type }) => types.includes(type));
}

/** The error and what led to it, innermost first. */
function causes(error: unknown): readonly Facts[] {
  const chain: Facts[] = [];
  for (let at = error; at instanceof Error && chain.length < 10; at = nextOf(at)) {
    const { type, retriable } = { type: '', retriable: undefined, ...at };
    chain.unshift({
      name: at.name,
      type: typeof type === 'string' ? type : '',
      retriable: typeof retriable === 'boolean' ? retriable : undefined,
      message: at.message,
    });
  }
  return chain;
}

function nextOf(error: Error): unknown {
  const { errors } = { errors: undefined, ...error };
  return Array.isArray(errors) ? errors[0] : error.cause;
}
