import type { VariableName } from '@skald/nest';

export const variablesOfGateway = [
  'KAFKA_BROKERS',
  'MONGODB_URI',
  'SKALD_TOPIC_PREFIX',
  'SKALD_SESSION_TIMEOUT_MS',
  'SKALD_HTTP_HOST',
  'SKALD_HTTP_PORT',
  'SKALD_HTTP_HOSTS',
  'SKALD_HTTP_TOKEN',
  'SKALD_LOG_LEVEL',
] as const satisfies readonly VariableName[];
