import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import { systemClock } from '@skald/runtime';
import { recordingLog } from '@skald/testing';

/** Adapters in memory and the options every module takes, for specs. */
export function inMemory() {
  const log = recordingLog();
  const clock = systemClock();
  const store = openEmbeddedStore({ file: ':memory:', clock });
  const bus = memoryBus({ clock, log });
  const fatal: Error[] = [];
  return { store, bus, log, clock, drainMs: 1_000, onFatal: (error: Error) => void fatal.push(error), fatal };
}
