import { readFileSync } from 'node:fs';

/** The end of a server's log, which says why it ended. */
export function lastWords(log: string): string {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').slice(-12).join('\n');
  } catch {
    return '(no log)';
  }
}
