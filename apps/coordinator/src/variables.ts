import type { VariableName } from '@skald/nest';

const shared = [
  'KAFKA_BROKERS',
  'SKALD_TOPIC_PREFIX',
  'SKALD_PARTITIONS',
  'SKALD_MODULES',
  'SKALD_LOG_LEVEL',
] as const satisfies readonly VariableName[];

export const variablesOfTopics = [...shared, 'SKALD_QUEUES'] as const satisfies readonly VariableName[];

export const variablesOfRedrive = ['KAFKA_BROKERS', 'SKALD_LOG_LEVEL'] as const satisfies readonly VariableName[];

/** Of what looks into the store with the sagas at hand: replay, versions. */
export const variablesOfStoreTools = [
  'MONGODB_URI',
  'SKALD_MODULES',
  'SKALD_LOG_LEVEL',
] as const satisfies readonly VariableName[];

export const variablesOfCoordinator = [
  ...shared,
  'MONGODB_URI',
  'SKALD_GROUP',
  'SKALD_TOPIC_EPOCH',
  'SKALD_CREATE_TOPICS',
  'SKALD_REPLY_TOPICS',
  'SKALD_CACHE_BYTES',
  'SKALD_INTAKE_BYTES',
  'SKALD_STALL_RETRIES',
  'SKALD_NAMESPACE_OPEN_INSTANCES',
  'SKALD_NAMESPACE_STARTS_PER_SECOND',
  'SKALD_SESSION_TIMEOUT_MS',
  'SKALD_RETENTION',
  'SKALD_HEALTH_PORT',
  'SKALD_HEALTH_HOST',
  'SKALD_DRAIN_MS',
] as const satisfies readonly VariableName[];
