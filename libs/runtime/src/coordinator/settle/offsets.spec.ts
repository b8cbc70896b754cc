import { describe, expect, it } from '@jest/globals';
import type { Subscription } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';
import { recordingLog, virtualClock } from '@skald/testing';
import { Offsets } from './offsets.js';

const partition = { topic: 't', partition: 0 };

function rig() {
  const clock = virtualClock();
  const commits: string[] = [];
  const broker = { isAway: false, generation: 1 };
  const subscription = {
    commit: async (generation: number, offsets: readonly { offset: number }[]) => {
      if (broker.isAway) throw new BusUnavailable('away');
      if (generation === broker.generation) commits.push(offsets.map(({ offset }) => offset).join());
    },
  } as unknown as Subscription;
  const offsets = new Offsets(clock, recordingLog(), () => undefined);
  offsets.attach(subscription);
  offsets.assigned(1, [partition]);
  return { clock, commits, broker, offsets };
}

describe('offsets', () => {
  it('L5 never pass what is settled, whatever order it settles in', async () => {
    const { clock, commits, offsets } = rig();
    const [first, second, third] = [3, 4, 9].map((offset) => offsets.opened(partition, offset, 0)!);
    third!();
    second!();
    await clock.advance(500);
    expect(commits).toEqual([]);
    first!();
    await clock.advance(500);
    expect(commits).toEqual(['10']);
  });

  it('are committed after all when the broker was away, without another record', async () => {
    const { clock, commits, broker, offsets } = rig();
    broker.isAway = true;
    offsets.opened(partition, 3, 0)!();
    await clock.advance(5_000);
    broker.isAway = false;
    await clock.advance(5_000);
    expect(commits).toEqual(['4']);
  });

  it('of a kept partition are committed in the new generation when the old one had ended', async () => {
    const { clock, commits, broker, offsets } = rig();
    broker.generation = 2;
    offsets.opened(partition, 3, 0)!();
    await clock.advance(500);
    expect(commits).toEqual([]);
    offsets.assigned(2, [partition]);
    await clock.advance(5_000);
    expect(commits).toEqual(['4']);
  });
});
