import { describe, expect, it } from '@jest/globals';
import type { DueInstance, Instances } from '@skald/ports';
import { recordingLog, virtualClock } from '@skald/testing';
import { DueScan } from './due-scan.js';

/** A store that takes a second for each page; rows are of bucket 0 or 1. */
function storeOf(rows: (DueInstance & { readonly bucket: number })[]) {
  const clock = virtualClock(1_000_000);
  const due: Instances['due'] = async ({ buckets, until, after, limit }) => {
    await new Promise<void>((resolve) => clock.after(1_000, resolve));
    return rows
      .filter(
        (row) =>
          buckets.includes(row.bucket) && row.wakeAt <= until && (after === undefined || row.wakeAt > after.wakeAt),
      )
      .slice(0, limit);
  };
  const found: string[] = [];
  let room = true;
  const scan = new DueScan(
    { due } as unknown as Instances,
    clock,
    recordingLog(),
    ({ instance }) => found.push(instance),
    () => room,
  );
  return { clock, found, scan, rows, close: () => (room = false), open: () => (room = true) };
}

describe('the scan for due instances', () => {
  it('reads new buckets from the beginning, also when they come while it is reading others', async () => {
    const { clock, found, scan } = storeOf([
      { instance: 'a', wakeAt: 0, bucket: 0 },
      { instance: 'b', wakeAt: 0, bucket: 1 },
    ]);
    scan.take([0]);
    await clock.advance(500);
    scan.take([0, 1]);
    await clock.advance(3_000);
    expect(found).toContain('b');
    scan.close();
  });

  it('finds what was stored a little late, although its time had been looked at', async () => {
    const { clock, found, scan, rows } = storeOf([]);
    scan.take([0]);
    await clock.advance(1_000);
    // Set beyond the horizon of memory just before the scan, stored just after it.
    rows.push({ instance: 'late', wakeAt: 1_000_000 + 14_900, bucket: 0 });
    await clock.advance(7_500);
    expect(found).toEqual(['late']);
    scan.close();
  });

  it('stops while there is no room, and begins again when there is', async () => {
    const world = storeOf(Array.from({ length: 2_500 }, (_, i) => ({ instance: `i${i}`, wakeAt: i, bucket: 0 })));
    world.close();
    world.scan.take([0]);
    await world.clock.advance(4_000);
    expect(world.found.length).toBeLessThanOrEqual(1_000);
    world.open();
    await world.clock.advance(20_000);
    expect(new Set(world.found).size).toBe(2_500);
    world.scan.close();
  });

  it.each([10_000, 1_000_000])(
    'Q4 reads one page at each look while there is no room, with %i that are due',
    async (due) => {
      const clock = virtualClock(2_000_000);
      const asked: number[] = [];
      const page = ({ limit }: Parameters<Instances['due']>[0]): Promise<DueInstance[]> => {
        asked.push(limit);
        return Promise.resolve(
          Array.from({ length: Math.min(limit, due) }, (_, n) => ({ instance: `i${n}`, wakeAt: n })),
        );
      };
      const found = new Set<string>();
      const scan = new DueScan(
        { due: page } as unknown as Instances,
        clock,
        recordingLog(),
        ({ instance }) => found.add(instance),
        () => found.size < 500,
      );
      scan.take([0]);
      await clock.advance(60_000);
      expect(asked).toEqual(Array.from({ length: 13 }, () => 1_000));
      scan.close();
    },
  );
});
