import type { VariableName } from '@skald/nest';

export const variablesOfStandalone = [
  'SKALD_DATA_DIR',
  'SKALD_TOPIC_PREFIX',
  'SKALD_CACHE_BYTES',
  'SKALD_STALL_RETRIES',
  'SKALD_NAMESPACE_OPEN_INSTANCES',
  'SKALD_NAMESPACE_STARTS_PER_SECOND',
  'SKALD_RETENTION',
  'SKALD_HTTP_HOST',
  'SKALD_HTTP_PORT',
  'SKALD_HTTP_HOSTS',
  'SKALD_HTTP_TOKEN',
  'SKALD_DRAIN_MS',
  'SKALD_LOG_LEVEL',
] as const satisfies readonly VariableName[];
