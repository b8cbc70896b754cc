import { describe, expect, it } from '@jest/globals';
import type { InstanceProjection, Instances } from '@skald/ports';
import { recordingLog, seededIds, virtualClock } from '@skald/testing';
import { Projections } from './projections.js';

/** A store that takes its time over each write. */
function slowStore(lastsMs: number) {
  const clock = virtualClock();
  const saved: string[][] = [];
  const save = (projections: readonly InstanceProjection[]): Promise<void> => {
    saved.push(projections.map(({ instance, seq }) => `${instance}@${seq}`));
    return new Promise((resolve) => clock.after(lastsMs, resolve));
  };
  const instances = { save } as unknown as Instances;
  const projections = new Projections(instances, clock, seededIds(1), recordingLog(), () => undefined);
  const settled: string[] = [];
  const add = (instance: string, seq: number): void =>
    projections.add({ instance, seq } as InstanceProjection, () => settled.push(`${instance}@${seq}`));
  return { clock, saved, settled, projections, add };
}

describe('projections', () => {
  it('stores the newest of each instance, and settles all that waited for it', async () => {
    const { clock, saved, settled, add } = slowStore(1);
    add('a', 0);
    add('b', 0);
    add('a', 1);
    await clock.advance(200);
    expect(saved).toEqual([['a@1', 'b@0']]);
    expect(settled).toEqual(['a@0', 'a@1', 'b@0']);
  });

  it('writes less often to a store that is slow', async () => {
    const { clock, saved, add } = slowStore(40);
    for (let seq = 0; seq < 200; seq++) {
      add('a', seq);
      await clock.advance(10);
    }
    // 2 s of turns: one write after 100 ms, then one every 840 ms.
    expect(saved.length).toBe(3);
  });

  it('does not wait for its time when somebody waits for everything', async () => {
    const { clock, saved, projections, add } = slowStore(40);
    add('a', 0);
    await clock.advance(150);
    add('a', 1);
    const flushed = projections.flush();
    add('b', 0);
    await clock.advance(100);
    await flushed;
    expect(saved).toEqual([['a@0'], ['a@1'], ['b@0']]);
  });
});
