import { describe, expect, it } from '@jest/globals';

import { PartitionProgress } from './partition-progress.js';

function received(...offsets: number[]): PartitionProgress {
  const progress = new PartitionProgress();
  for (const offset of offsets) progress.receive(offset);
  return progress;
}

describe('the progress of a partition', () => {
  it('moves to the highest offset below which everything is settled', () => {
    const progress = received(5, 6, 9);
    expect(progress.watermark).toBe(5);
    progress.settle(6);
    expect(progress.watermark).toBe(5);
    progress.settle(5);
    expect(progress.watermark).toBe(9);
    progress.settle(9);
    expect(progress.watermark).toBe(10);
  });

  it('has nothing to commit before anything came, nor twice', () => {
    expect(received().uncommitted).toBeUndefined();
    const progress = received(0);
    progress.settle(0);
    expect(progress.uncommitted).toBe(1);
    progress.committed(1);
    expect(progress.uncommitted).toBeUndefined();
  });

  it('knows a record that comes again after a new assignment', () => {
    const progress = received(5, 6);
    progress.settle(5);
    expect([progress.receive(5), progress.receive(6), progress.receive(7)]).toEqual([false, false, true]);
  });

  it('is void when the log begins anew below what was committed', () => {
    const progress = received(5);
    progress.settle(5);
    expect(progress.isVoidAt(0)).toBe(false);
    progress.committed(6);
    expect(progress.isVoidAt(5)).toBe(true);
    expect(progress.isVoidAt(6)).toBe(false);
  });

  it('keeps its memory small over a long way', () => {
    const progress = new PartitionProgress();
    for (let offset = 0; offset < 10_000; offset++) {
      progress.receive(offset);
      progress.settle(offset);
    }
    expect(progress.watermark).toBe(10_000);
  });
});
