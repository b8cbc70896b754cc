import { describe, expect, it } from '@jest/globals';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

describe('a saga over the bus', () => {
  it('runs to its end', async () => {
    const world = await new World().open([shop]);
    await world.send({ type: 'start', saga: 'shop', input: { total: 10 }, requestId: 'r1' });
    await world.clock.advance(1_000);

    expect(world.commands.map((c) => `${c.type} ${c.activityId}`)).toEqual([
      'execute reserve',
      'execute charge',
      'execute ship',
    ]);
    expect(world.replies.map((r) => r.type)).toEqual(['accepted', 'closed']);
    expect(await world.status()).toBe('completed');
    expect(world.events.map((e) => e.seq)).toEqual([0, 1, 2, 3]);
  });

  it('U1 undoes in reverse what was done when a card is declined', async () => {
    const world = await new World().open([shop]);
    world.answer = (command) =>
      command.type === 'execute' && command.activityId === 'charge'
        ? { type: 'failed', error: { type: 'CardDeclined', message: 'no' } }
        : { type: 'completed', output: null };
    await world.send({ type: 'start', saga: 'shop', input: { total: 10 } });
    await world.clock.advance(1_000);

    expect(world.commands.map((c) => `${c.type} ${c.activityId}`)).toEqual([
      'execute reserve',
      'execute charge',
      'compensate reserve',
    ]);
    expect(await world.status()).toBe('compensated');
    expect(await world.history()).toEqual([
      'SagaStarted',
      'ActivityScheduled',
      'ActivityCompleted',
      'ActivityScheduled',
      'ActivityAttemptFailed',
      'ActivityFailed',
      'CompensationPlanned',
      'ActivityScheduled',
      'ActivityCompleted',
      'SagaCompensated',
    ]);
  });

  it('waits for a signal, and for a timer that fires in another process', async () => {
    const world = await new World().open([shop]);
    await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } });
    expect(await world.status()).toBe('running');
    await world.coordinator.drain(1_000);
    await world.boot([shop]);
    await world.clock.advance(2 * 86_400_000);

    expect(await world.status()).toBe('compensated');
    expect(world.commands.filter((c) => c.type === 'compensate').map((c) => c.activityId)).toEqual([
      'charge',
      'reserve',
    ]);
  });

  it('runs the same with the cache switched off', async () => {
    const world = await new World().open([shop], { cacheBytes: 0 });
    await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } });
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } });

    expect(await world.status()).toBe('completed');
    expect(world.coordinator.health().cached).toBe(0);
  });
});
