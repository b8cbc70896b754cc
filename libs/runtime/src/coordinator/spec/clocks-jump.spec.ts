import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import type { Clock } from '@skald/ports';
import { approve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const minute = 60_000;
const patient: SagaDefinition = {
  ...shop,
  run: async (ctx) => {
    await ctx.timer('10 minutes');
    return ctx.receive(approve);
  },
};

/** A world whose coordinator has a clock that jumps. */
async function jumping(): Promise<{ world: World; jump: (ms: number) => void }> {
  const world = new World();
  let offset = 0;
  const clock: Clock = { ...world.clock, now: () => world.clock.now() + offset };
  await world.open([patient], { clock });
  await world.send({ type: 'start', saga: 'shop', input: { total: 2_000 } });
  return { world, jump: (ms) => (offset += ms) };
}

describe('a clock that jumps', () => {
  it.each([-5 * minute, 5 * minute])(
    '[clock-jump] by %i ms sends no history back in time, and a timer fires once, not before it is due',
    async (ms) => {
      const { world, jump } = await jumping();
      expect(await world.history()).toContain('TimerStarted');
      jump(ms);
      await world.clock.advance(16 * minute);

      const turns = await world.store.journal.page('default/order-42', -1, 100);
      const at = turns.map((turn) => turn.at);
      expect(at).toEqual([...at].sort((a, b) => a - b));
      const events = turns.flatMap((turn) => turn.events.map((event) => ({ ...event, at: turn.at })));
      const due = events.flatMap((event) => (event.type === 'TimerStarted' ? [event.fireAt] : []));
      const fired = events.flatMap((event) => (event.type === 'TimerFired' ? [event.at] : []));
      expect(fired).toHaveLength(1);
      expect(fired[0]).toBeGreaterThanOrEqual(Date.parse(String(due[0])));
    },
  );

  it('[clock-jump] says so where records come from what is the future to it', async () => {
    const { world, jump } = await jumping();
    jump(-6_000);
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } });
    expect(world.log.entries).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('clocks differ') }),
    );
    expect(await world.history()).toContain('SignalReceived');
  });
});
