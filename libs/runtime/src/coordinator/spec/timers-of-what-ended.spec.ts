import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { z } from 'zod';
import { approve } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const hour = 3_600_000;

/** Sleeps twelve hours, unless it is told to continue as new: then it sleeps a day. */
const sleeper: SagaDefinition = {
  contract: defineSaga('sleeper', { input: z.any(), output: z.any(), signals: [approve] }),
  version: 1,
  options: {},
  async run(ctx, input) {
    if (input === 'again') return ctx.timer('1 day');
    const { winner } = await ctx.race({ told: ctx.receive(approve), slept: ctx.timer('12 hours') });
    return winner === 'told' ? ctx.continueAsNew('again') : winner;
  },
};

async function due(world: World): Promise<string[]> {
  const buckets = Array.from({ length: 512 }, (_, bucket) => bucket);
  const found = await world.store.instances.due({ buckets, until: Number.MAX_SAFE_INTEGER, limit: 100 });
  return found.map(({ instance, wakeAt }) => `${instance} in ${(wakeAt - Date.parse('2026-01-01')) / hour} h`);
}

describe.each([
  ['kept in memory', {}],
  ['with the cache switched off', { cacheBytes: 0 }],
])('timers of what ended, %s', (_, options) => {
  it('C6 are gone with its run, also after it is removed, and those of others stay', async () => {
    const world = await new World().open([sleeper], { retentionMs: hour, ...options });
    for (const key of ['ended', 'other', 'renewed']) {
      await world.send({ type: 'start', saga: 'sleeper', input: null }, key);
    }
    await world.clock.advance(1_000);
    expect(await due(world)).toHaveLength(3);
    await world.send({ type: 'terminate' }, 'ended');
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, 'renewed');
    await world.clock.advance(1_000);
    const left = [
      expect.stringMatching(/^default\/other in 12\.0/),
      expect.stringMatching(/^default\/renewed in 24\.0/),
    ];
    expect(await due(world)).toEqual(left);

    // Its time is over: it is removed.
    await world.clock.advance(2 * hour);
    expect([await world.status('ended'), await world.history('ended')]).toEqual([undefined, []]);
    expect(await due(world)).toEqual(left);

    await world.clock.advance(11 * hour);
    expect([await world.status('ended'), await world.status('other'), await world.status('renewed')]).toEqual([
      ...[undefined, 'completed', 'running'],
    ]);
    expect(world.coordinator.health().timers).toBe(0);
    expect(await world.history('renewed')).not.toContain('TimerFired');
    await world.clock.advance(12 * hour);
    const fired = world.events.flatMap(({ workflowId, events }) =>
      (events as { type: string }[]).flatMap(({ type }) => (type === 'TimerFired' ? [workflowId] : [])),
    );
    expect(fired).toEqual(['other', 'renewed']);
    expect(world.deadLetters).toEqual([]);
  });
});
