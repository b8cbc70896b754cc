import { describe, expect, it } from '@jest/globals';
import { seededIds, virtualClock } from '@skald/testing';

import { Batch } from './batch.js';
import { BatchClosed } from './batch-closed.error.js';

function deferredBatch() {
  const clock = virtualClock();
  const calls: { items: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const availability: unknown[] = [];
  const batch = new Batch<number, number>({
    clock,
    ids: seededIds(),
    limit: 3,
    onAvailability: (error) => availability.push(error),
    send: (items) =>
      new Promise((resolve, reject) => {
        calls.push({ items, answer: () => resolve(items.map((item) => item * 10)), fail: reject });
      }),
  });
  return { clock, calls, availability, batch };
}

describe('a batch', () => {
  it('sends what was handed in within one macrotask in one call, and the rest while that is out in the next', async () => {
    const { clock, calls, batch } = deferredBatch();
    const first = [batch.add(1), batch.add(2)];
    await clock.quiet();
    const second = [batch.add(3), batch.add(4), batch.add(5), batch.add(6)];
    await clock.quiet();
    expect(calls.map(({ items }) => items)).toEqual([[1, 2]]);
    calls[0]!.answer();
    await expect(Promise.all(first)).resolves.toEqual([10, 20]);
    await clock.quiet();
    calls[1]!.answer();
    await clock.quiet();
    calls[2]!.answer();
    await expect(Promise.all(second)).resolves.toEqual([30, 40, 50, 60]);
    expect(calls.map(({ items }) => items)).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  it('M5 sends the same again, ever later, until it is known to have arrived', async () => {
    const { clock, calls, availability, batch } = deferredBatch();
    const answer = batch.add(1);
    await clock.quiet();
    calls[0]!.fail(new Error('down'));
    await clock.advance(100);
    calls[1]!.fail(new Error('still down'));
    await clock.advance(99);
    expect(calls).toHaveLength(2);
    await clock.advance(101);
    calls[2]!.answer();
    await expect(answer).resolves.toBe(10);
    expect(availability).toEqual([new Error('down'), new Error('still down'), undefined]);
  });

  it('gives back what it could not send when it is closed, and waits for no timer', async () => {
    const { clock, calls, batch } = deferredBatch();
    const out = batch.add(1);
    await clock.quiet();
    const waiting = batch.add(2);
    calls[0]!.fail(new Error('down'));
    await clock.quiet();
    batch.close();
    await expect(out).rejects.toThrow(BatchClosed);
    await expect(waiting).rejects.toThrow(BatchClosed);
    await expect(batch.add(3)).rejects.toThrow(BatchClosed);
    expect(clock.timers).toBe(0);
  });

  it('finds the one item that can never be sent, and sends the others', async () => {
    const sent: number[][] = [];
    const batch = new Batch<number, string>({
      clock: virtualClock(),
      ids: seededIds(),
      permanent: (error) => error instanceof RangeError,
      send: (items) => {
        if (items.includes(2)) return Promise.reject(new RangeError('2'));
        sent.push([...items]);
        return Promise.resolve(items.map(() => 'sent'));
      },
    });
    const answers = await Promise.allSettled([batch.add(1), batch.add(2), batch.add(3)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sent).toEqual([[1], [3]]);
  });
});
