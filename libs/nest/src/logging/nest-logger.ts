import type { LoggerService } from '@nestjs/common';
import type { Log, LogLevel } from '@skald/ports';

/** Sends what Nest and its users say to our log, so that a process has one. */
export function nestLogger(log: Log): LoggerService {
  const at =
    (level: LogLevel) =>
    (message: unknown, ...rest: unknown[]): void => {
      // Nest puts the context last, and the stack of an error before it.
      const context = rest.at(-1);
      const stack = message instanceof Error ? message.stack : rest.length > 1 ? rest[0] : undefined;
      log.write(level, textOf(message), {
        ...(typeof context === 'string' && { context }),
        ...(typeof stack === 'string' && { stack }),
      });
    };
  return {
    log: at('info'),
    error: at('error'),
    warn: at('warn'),
    debug: at('debug'),
    verbose: at('debug'),
    fatal: at('error'),
  };
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
