import type { Log } from '@skald/ports';

/** Nothing is said while all is well. */
export const stderrLog: Log = {
  write(level, message, fields) {
    if (level === 'warn' || level === 'error') console.error(`${level}: ${message} ${JSON.stringify(fields ?? {})}`);
  },
};
