import { setTimeout as passes } from 'node:timers/promises';
import { sessionTimeoutMs } from '../house/house.ts';
import type { Resident } from '../house/resident.ts';
import type { Fault, Scene } from './fault.ts';

/** One that no other fault has in hand. */
async function withResident({ house, random }: Scene, does: (one: Resident) => Promise<void>): Promise<boolean> {
  const one = random.pick(house.residents);
  if (one.isBusy) return false;
  one.isBusy = true;
  try {
    await does(one);
    return true;
  } finally {
    one.isBusy = false;
  }
}

export const killed: Fault = (scene) => {
  const downMs = scene.random.integer(0, 3_000);
  return withResident(scene, async (one) => {
    await one.kill9();
    await passes(downMs);
    one.begin();
    await one.ready();
  });
};

export const terminated: Fault = (scene) =>
  withResident(scene, async (one) => {
    await one.terminate();
    one.begin();
    await one.ready();
  });

/** Now and then for longer than the session, so that another takes over from one that still lives. */
export const suspended: Fault = (scene) => {
  const forMs = scene.random.chance(0.4)
    ? sessionTimeoutMs + scene.random.integer(1_000, 6_000)
    : scene.random.integer(200, 3_000);
  return withResident(scene, async (one) => {
    one.suspend();
    await passes(forMs);
    one.resume();
  });
};
