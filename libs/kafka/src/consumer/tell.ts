import type { Log } from '@skald/ports';

/** Calls a subscriber's handler. It must not throw; one that does is told and changes nothing for the others. */
export function tell(log: Log, handler: string, call: () => void): void {
  try {
    call();
  } catch (error) {
    log.write('error', `the subscriber's handler for ${handler} threw`, { error: String(error) });
  }
}
