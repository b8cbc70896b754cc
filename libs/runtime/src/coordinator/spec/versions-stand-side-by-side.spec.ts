import { describe, expect, it } from '@jest/globals';
import type { SagaDefinition } from '@skald/engine';
import { approve, shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const signal = { type: 'signal', name: 'approve', payload: { by: 'ana' } };

function version(number: number): SagaDefinition {
  return {
    ...shop,
    version: number,
    async run(ctx) {
      await ctx.receive(approve);
      return `by version ${number}`;
    },
  };
}

async function projectionOf(world: World, workflowId: string) {
  const [projection] = await world.store.instances.find([`default/${workflowId}`]);
  return projection;
}

describe('versions of a saga stand side by side', () => {
  it('I1 what is in flight stays on its version, a new start gets the new one', async () => {
    const world = await new World().open([version(1)]);
    await world.send(start, 'old');
    await world.drained();
    await world.boot([version(1), version(2)]);
    await world.send(start, 'new');
    await world.send(signal, 'old');
    await world.send(signal, 'new');

    expect((await projectionOf(world, 'old'))?.output).toBe('by version 1');
    expect((await projectionOf(world, 'new'))?.output).toBe('by version 2');
  });

  it('I1 current is moved while coordinators run, forward and back, and a start may name another', async () => {
    const world = new World();
    await world.store.versions.move({ saga: 'shop', version: 1 });
    await world.open([version(1), version(2)]);
    await world.send(start, 'a');
    await world.store.versions.move({ saga: 'shop', version: 2 });
    await world.clock.advance(5_000);
    await world.send(start, 'b');
    await world.send({ ...start, version: 1 }, 'c');
    await world.store.versions.move({ saga: 'shop', version: 1 });
    await world.clock.advance(5_000);
    await world.send(start, 'd');

    const versions = await Promise.all(['a', 'b', 'c', 'd'].map((id) => projectionOf(world, id)));
    expect(versions.map((projection) => projection?.version)).toEqual([1, 2, 1, 1]);
  });

  it('F3 a run that continues as new keeps version, namespace and attributes, whatever is current meanwhile', async () => {
    const monthly = (number: number): SagaDefinition => ({
      ...version(number),
      async run(ctx) {
        await ctx.receive(approve);
        return ctx.run < 2 ? ctx.continueAsNew({ total: ctx.run }) : `by version ${number}`;
      },
    });
    const world = new World();
    await world.store.versions.move({ saga: 'shop', version: 1 });
    await world.open([monthly(1), monthly(2)]);
    const namespace = 'acme';
    await world.send({ ...start, namespace, attributes: { customer: 'c-7' } });
    await world.store.versions.move({ saga: 'shop', version: 2 });
    await world.clock.advance(5_000);
    for (const run of [1, 2]) {
      await world.send({ ...signal, namespace, signalId: `s-${run}` });
      const [projection] = await world.store.instances.find(['acme/order-42']);
      expect(projection).toMatchObject({ run, version: 1, namespace, attributes: [{ k: 'customer', v: 'c-7' }] });
    }
    await world.send({ ...signal, namespace, signalId: 's-3' });
    expect((await world.store.instances.find(['acme/order-42']))[0]?.output).toBe('by version 1');
    expect(await world.history()).toEqual([]);
  });

  it('a pointer to a version that is not here is told, and starts get the highest that is', async () => {
    const world = new World();
    await world.store.versions.move({ saga: 'shop', version: 3 });
    await world.open([version(1), version(2)]);
    await world.send(start);

    expect((await projectionOf(world, 'order-42'))?.version).toBe(2);
    expect(world.log.entries).toContainEqual({
      level: 'warn',
      message: 'the current version of a saga is not here: starts get another one',
      fields: { saga: 'shop', version: 3, runs: 2 },
    });
  });

  it('a store that is away changes nothing', async () => {
    const world = new World();
    await world.store.versions.move({ saga: 'shop', version: 1 });
    let isAway = false;
    const { versions } = world.store;
    const current = () => (isAway ? Promise.reject(new Error('away')) : versions.current());
    await world.open([version(1), version(2)], { versions: { current, move: (pointer) => versions.move(pointer) } });
    isAway = true;
    await world.clock.advance(20_000);
    await world.send(start);

    expect((await projectionOf(world, 'order-42'))?.version).toBe(1);
  });
});
