export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log. Payloads never go here, only identities, codes and counts. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
