import { BusUnavailable, StoreUnavailable } from '@skald/ports';
import { TopicsMissing } from '@skald/runtime';
import type { SimulatedProcess } from '../process/simulated-process.js';

const pauseMs = 700;
const mayStillCome = [BusUnavailable, StoreUnavailable, TopicsMissing];

/** As a real process begins: what is missing is waited for, anything else ends it. */
export function patiently(process: SimulatedProcess, start: () => Promise<void>): void {
  start().catch((error: unknown) => {
    if (mayStillCome.some((kind) => error instanceof kind)) {
      process.later(pauseMs, 'starts again', () => patiently(process, start));
      return;
    }
    process.log.write('error', 'did not start', { error: String(error) });
    process.crash();
  });
}
