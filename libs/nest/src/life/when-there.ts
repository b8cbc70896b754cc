import { MessageChannel } from 'node:worker_threads';
import type { Clock, Log } from '@skald/ports';
import { PatientStart } from './patient-start.js';

const signals = ['SIGTERM', 'SIGINT'] as const;

/** Connects to what may not be up yet: tries again until it is. Other errors are thrown. */
export async function whenThere<T>(
  name: string,
  connect: () => Promise<T>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<T> {
  // Timers of the clock keep no process alive; waiting does.
  const { port1: alive } = new MessageChannel();
  alive.ref();
  // There is nothing to drain yet.
  const leave = (): void => process.exit(0);
  for (const signal of signals) process.once(signal, leave);
  try {
    let connected: { readonly to: T } | undefined;
    await new PatientStart(clock, log).until(name, async () => {
      connected = { to: await connect() };
    });
    return connected!.to;
  } finally {
    for (const signal of signals) process.off(signal, leave);
    alive.close();
  }
}
