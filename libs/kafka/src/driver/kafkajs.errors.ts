import { DriverError, type DriverErrorKind } from './driver.error.js';

const kinds: Readonly<Record<string, DriverErrorKind>> = {
  MESSAGE_TOO_LARGE: 'refused',
  RECORD_LIST_TOO_LARGE: 'refused',
  INVALID_RECORD: 'refused',
  INVALID_TIMESTAMP: 'refused',
  INVALID_TOPIC_EXCEPTION: 'refused',
  POLICY_VIOLATION: 'refused',
  TOPIC_AUTHORIZATION_FAILED: 'refused',

  UNKNOWN_TOPIC_OR_PARTITION: 'unknown-topic',

  ILLEGAL_GENERATION: 'stale',
  REBALANCE_IN_PROGRESS: 'stale',
  UNKNOWN_MEMBER_ID: 'stale',
  FENCED_INSTANCE_ID: 'stale',

  GROUP_AUTHORIZATION_FAILED: 'fatal',
  CLUSTER_AUTHORIZATION_FAILED: 'fatal',
  SASL_AUTHENTICATION_FAILED: 'fatal',
  UNSUPPORTED_SASL_MECHANISM: 'fatal',
  UNSUPPORTED_VERSION: 'fatal',
  INVALID_GROUP_ID: 'fatal',
  INVALID_SESSION_TIMEOUT: 'fatal',
  INVALID_PARTITIONS: 'fatal',
  INVALID_REPLICATION_FACTOR: 'fatal',
  INVALID_CONFIG: 'fatal',
  KafkaJSNotImplemented: 'fatal',
  KafkaJSSASLAuthenticationError: 'fatal',
  KafkaJSServerDoesNotSupportApiKey: 'fatal',
  KafkaJSUnsupportedMagicByteInMessageSet: 'fatal',
};

interface KafkajsError {
  readonly name?: string;
  readonly type?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** Reads an error of kafkajs, which wraps what the broker said in what the client did about it. */
export function translated(error: unknown): DriverError {
  if (error instanceof DriverError) return error;
  const chain = causes(error);
  const known = chain.find(({ type, name }) => kindOf(type) ?? kindOf(name));
  const kind = kindOf(known?.type) ?? kindOf(known?.name) ?? 'unavailable';
  const { name = 'Error', type = name, message = String(error) } = known ?? chain[0] ?? {};
  return new DriverError(kind, `${type}: ${message}`, error);
}

function causes(error: unknown): readonly KafkajsError[] {
  const chain: KafkajsError[] = [];
  let next = error as KafkajsError | undefined;
  while (next && typeof next === 'object' && !chain.includes(next)) {
    chain.push(next);
    next = (next.cause ?? next.errors?.[0]) as KafkajsError | undefined;
  }
  return chain;
}

function kindOf(name: string | undefined): DriverErrorKind | undefined {
  return name !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
