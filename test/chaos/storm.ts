import { setTimeout as passes } from 'node:timers/promises';
import { BusUnavailable } from '@skald/ports';
import { faults, type FaultKind } from './faults/all.ts';
import type { Scene } from './faults/fault.ts';

/** Faults one after another and at once, until the time is over; gives how many of each there were. */
export async function storm(
  scene: Scene,
  kinds: readonly FaultKind[],
  forMs: number,
  told: (line: string) => void,
): Promise<ReadonlyMap<FaultKind, number>> {
  const { random } = scene;
  const counts = new Map<FaultKind, number>();
  const underWay: Promise<void>[] = [];
  const until = performance.now() + forMs;
  while (kinds.length > 0) {
    await passes(random.integer(500, 5_000));
    if (performance.now() >= until) break;
    const kind = random.pick(kinds);
    told(`fault ${kind}`);
    const striking = strike(scene, kind).then((struck) => {
      if (struck) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    });
    striking.catch(() => undefined);
    underWay.push(striking);
  }
  if (kinds.length === 0) await passes(forMs);
  await Promise.all(underWay);
  return counts;
}

/** Faults that need the broker may find it away. */
async function strike(scene: Scene, kind: FaultKind): Promise<boolean> {
  try {
    return await faults[kind](scene);
  } catch (error) {
    if (!(error instanceof BusUnavailable)) throw error;
    return true;
  }
}
