import type { Log, LogLevel } from '@skald/ports';

export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that keeps what was said. */
export interface RecordingLog extends Log {
  readonly entries: readonly LogEntry[];
  /** Messages of one level, in order. */
  messages(level: LogLevel): readonly string[];
}

export function recordingLog(): RecordingLog {
  const entries: LogEntry[] = [];
  return {
    entries,
    messages: (level) => entries.filter((entry) => entry.level === level).map((entry) => entry.message),
    write: (level, message, fields = {}) => void entries.push({ level, message, fields }),
  };
}
