import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { systemClock } from './system-clock.js';

describe('the system clock', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('settles once for all callers of a macrotask, after every ready promise chain', async () => {
    const clock = systemClock();
    const order: string[] = [];
    const settled = clock.settled();
    expect(clock.settled()).toBe(settled);
    void Promise.resolve()
      .then(() => order.push('chain'))
      .then(() => order.push('its end'));
    await settled;
    expect(order).toEqual(['chain', 'its end']);
    expect(clock.settled()).not.toBe(settled);
    await clock.settled();
  });

  it('waits longer than a Node timer can', () => {
    jest.useFakeTimers();
    const fired = jest.fn();
    const days = 86_400_000;
    systemClock().after(60 * days, fired);
    jest.advanceTimersByTime(60 * days - 1);
    expect(fired).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(fired).toHaveBeenCalledTimes(1);
  });

  it('forgets what was cancelled, also in a later piece', () => {
    jest.useFakeTimers();
    const fired = jest.fn();
    const days = 86_400_000;
    const cancel = systemClock().after(60 * days, fired);
    jest.advanceTimersByTime(50 * days);
    cancel();
    jest.advanceTimersByTime(20 * days);
    expect(fired).not.toHaveBeenCalled();
  });
});
