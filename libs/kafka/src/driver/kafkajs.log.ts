import { logLevel, type logCreator } from 'kafkajs';
import type { Log, LogLevel } from '@skald/ports';

const levels: Readonly<Record<number, LogLevel>> = {
  [logLevel.ERROR]: 'warn',
  [logLevel.WARN]: 'info',
  [logLevel.INFO]: 'debug',
};

/** What they call errors is every single try of what is tried again; whoever gives up says so. */
const tried = new Set(['Connection', 'BrokerPool', 'Consumer', 'Producer']);

/** Identities and counts only: kafkajs's other fields may hold payloads. */
const shown = ['broker', 'groupId', 'memberId', 'topic', 'partition', 'error', 'retryCount', 'retryTime', 'duration'];

export function logCreatorFor(log: Log): logCreator {
  return () =>
    ({ namespace, level, log: entry }) => {
      const fields = Object.fromEntries(shown.filter((name) => name in entry).map((name) => [name, entry[name]]));
      log.write(
        tried.has(namespace) ? 'debug' : (levels[level] ?? 'debug'),
        `kafkajs ${namespace}: ${entry.message}`,
        fields,
      );
    };
}
