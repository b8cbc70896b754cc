import type { Log, LogLevel } from '@skald/ports';
import { pino } from 'pino';

/** One line of JSON for each message on standard output; written at once, so that a killed process has said what it said. */
export function pinoLog({ level, process }: { level: LogLevel | 'silent'; process: string }): Log {
  const logger = pino(
    { level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ sync: true }),
  );
  return { write: (at, message, fields) => logger[at](fields ?? {}, message) };
}
