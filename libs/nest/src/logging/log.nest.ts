import { Logger } from '@nestjs/common';
import type { Log, LogLevel } from '@skald/ports';

/** The log of a Nest application that gave none of its own. */
export function nestLog(context = 'Skald'): Log {
  const logger = new Logger(context);
  const say: Record<LogLevel, (text: unknown) => void> = {
    debug: (text) => logger.debug(text),
    info: (text) => logger.log(text),
    warn: (text) => logger.warn(text),
    error: (text) => logger.error(text),
  };
  return {
    write: (level, message, fields) =>
      say[level](fields === undefined ? message : `${message} ${JSON.stringify(fields)}`),
  };
}
