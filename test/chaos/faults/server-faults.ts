import { setTimeout as passes } from 'node:timers/promises';
import type { House } from '../house/house.ts';
import type { Fault } from './fault.ts';

const down = new Set<'kafka' | 'mongo'>();

/** Killed or told to end, and started with its data at the same address. */
export const restarted =
  (which: 'kafka' | 'mongo'): Fault =>
  async ({ house, random }) => {
    const [isKilled, downMs] = [random.chance(0.5), random.integer(0, 4_000)];
    if (down.has(which)) return false;
    down.add(which);
    try {
      const server: House['kafka' | 'mongo'] = house[which];
      await (isKilled ? server.kill9() : server.stop());
      await passes(downMs);
      await server.start();
      return true;
    } finally {
      down.delete(which);
    }
  };
