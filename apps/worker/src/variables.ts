import type { VariableName } from '@skald/nest';

export const variablesOfWorker = [
  'KAFKA_BROKERS',
  'MONGODB_URI',
  'SKALD_TOPIC_PREFIX',
  'SKALD_PARTITIONS',
  'SKALD_GROUP',
  'SKALD_CREATE_TOPICS',
  'SKALD_SESSION_TIMEOUT_MS',
  'SKALD_QUEUES',
  'SKALD_HEALTH_PORT',
  'SKALD_HEALTH_HOST',
  'SKALD_DRAIN_MS',
  'SKALD_LOG_LEVEL',
] as const satisfies readonly VariableName[];
