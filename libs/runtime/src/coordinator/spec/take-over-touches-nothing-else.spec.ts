import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import type { Journal } from '@skald/ports';
import { approve, reserve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const names = Array.from({ length: 20 }, (_, n) => `order-${n}`);
const value = JSON.stringify({ type: 'start', saga: 'shop', input: { total: 1 } });

describe('the take-over of a dead owner', () => {
  it('K5 that runs twice leaves alone what a live one owns: not read, not evaluated, not sent again', async () => {
    const bodies = new Map<string, number>();
    const waits: SagaDefinition = {
      ...shop,
      async run(ctx) {
        bodies.set(ctx.workflowId, (bodies.get(ctx.workflowId) ?? 0) + 1);
        await ctx.activity(reserve, 1);
        return ctx.receive(approve);
      },
    };
    const read = new Set<string>();
    const world = new World();
    const counted: Journal = {
      append: (turns) => world.store.journal.append(turns),
      page: (instance, afterSeq, limit) => world.store.journal.page(instance, afterSeq, limit),
      remove: (instances) => world.store.journal.remove(instances),
      read: (questions) => {
        for (const { instance } of questions) read.add(instance);
        return world.store.journal.read(questions);
      },
    };
    world.answer = () => undefined;
    await world.open([waits], { journal: counted });
    for (let dead = 0; dead < 2; dead += 1) {
      const other = await world.another([waits]);
      expect([world.coordinator.health().partitions, other.health().partitions]).toEqual([1, 1]);
      if (dead === 0) {
        await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value })));
        await world.clock.advance(1_000);
        read.clear();
      }
      const drained = other.drain(0);
      await world.clock.advance(120_000);
      await drained;
      expect(world.coordinator.health().partitions).toBe(2);
    }
    expect([...read]).toEqual([]);
    expect(world.commands).toHaveLength(names.length);

    const approval = JSON.stringify({ type: 'signal', name: 'approve', payload: { by: 'ana' } });
    for (const { workflowId, activityId } of [...world.commands])
      await world.report(
        { type: 'completed', run: 0, activityId, operation: 'execute', attempt: 1, output: 1 },
        workflowId,
      );
    await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value: approval })));
    await world.clock.advance(1_000);
    for (const name of names) expect(await world.status(name)).toBe('completed');
    expect(world.commands).toHaveLength(names.length);
    const anew = names.filter((name) => read.has(`default/${name}`));
    expect(names.filter((name) => bodies.get(name) === 2)).toEqual(anew);
    const theirs = new Set(anew.map((name) => world.bus.partitionOf(name, 2)));
    expect(theirs.size).toBe(1);
    expect(
      names.filter((name) => bodies.get(name) === 1).some((name) => theirs.has(world.bus.partitionOf(name, 2))),
    ).toBe(false);
  });
});
