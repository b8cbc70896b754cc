import { logLevel, type logCreator } from 'kafkajs';
import type { Log, LogLevel } from '@skald/ports';

/** kafkajs calls an error what it will try again; the one that counts is told by its caller. */
const levels: Readonly<Record<number, LogLevel>> = {
  [logLevel.ERROR]: 'warn',
  [logLevel.WARN]: 'info',
  [logLevel.INFO]: 'debug',
};

/** Identities and counts only: kafkajs's other fields may hold payloads. */
const shown = ['broker', 'groupId', 'memberId', 'topic', 'partition', 'error', 'retryCount', 'retryTime', 'duration'];

export function logCreatorFor(log: Log): logCreator {
  return () =>
    ({ namespace, level, log: entry }) => {
      const fields = Object.fromEntries(shown.filter((name) => name in entry).map((name) => [name, entry[name]]));
      log.write(levels[level] ?? 'debug', `kafkajs ${namespace}: ${entry.message}`, fields);
    };
}
