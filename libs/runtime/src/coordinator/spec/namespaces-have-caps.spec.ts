import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { Instances } from '@skald/ports';
import { aProjection } from '@skald/testing';
import { z } from 'zod';
import type { NamespaceCaps } from '../caps/namespace-caps.js';
import { family } from './family.for-spec.js';
import { approve } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const contract = defineSaga('wait', { input: z.any(), output: z.any(), signals: [approve] });

/** Ends when it is approved; the first time it may go on as a new run. */
const wait: SagaDefinition = {
  contract,
  version: 1,
  options: {},
  async run(ctx, input: { renew?: boolean }) {
    await ctx.receive(approve);
    return input.renew === true ? ctx.continueAsNew({}) : null;
  },
};

const many = (n: number, name = 'w') => Array.from({ length: n }, (_, i) => `${name}-${i}`);
const start = { type: 'start', saga: 'wait', input: {} };
const approval = { type: 'signal', name: 'approve', payload: { by: 'ana' } };

const opened = (namespaceCaps: NamespaceCaps) => new World().open([wait, family], { namespaceCaps });

async function startAll(world: World, names: readonly string[], more: object = {}, within = 500): Promise<void> {
  const value = JSON.stringify({ ...start, ...more });
  await world.bus.publish(names.map((key) => ({ topic: 'saga.requests', key, value })));
  await world.clock.advance(within);
}

const rejected = (world: World) => world.replies.filter((reply) => reply.type === 'rejected');

async function openIn(world: World, namespace = 'default'): Promise<number> {
  await world.clock.advance(1_000);
  const buckets = Array.from({ length: 512 }, (_, bucket) => bucket);
  const found = await world.store.instances.openByNamespace(buckets);
  return found.find((one) => one.namespace === namespace)?.open ?? 0;
}

describe('a cap on open instances', () => {
  it('refuses what is beyond, visibly, and has room again after an ending', async () => {
    const world = await opened({ openInstances: 3 });
    await startAll(world, many(5));
    expect(await openIn(world)).toBe(3);
    expect(rejected(world)).toHaveLength(2);
    const detail = 'namespace default is at its cap: openInstances 3; try again later';
    expect(rejected(world)[0]).toMatchObject({ code: 'LIMIT_REACHED', detail });
    expect(world.deadLetters).toEqual([]);

    const open = many(5).filter((name) => !rejected(world).some(({ workflowId }) => workflowId === name));
    await world.send(approval, open[0]);
    await startAll(world, many(2, 'later'));
    expect(await openIn(world)).toBe(3);
    expect(rejected(world)).toHaveLength(3);
  });

  it('lets attach and repeat who is there, and counts neither', async () => {
    const world = await opened({ openInstances: 2 });
    await startAll(world, ['w-0'], { requestId: 'r-1' });
    for (const requestId of ['r-1', 'r-2', undefined]) await startAll(world, ['w-0'], { requestId });
    await startAll(world, ['w-1']);
    await startAll(world, ['w-0', 'w-1'], { requestId: 'r-3' });
    expect(await openIn(world)).toBe(2);
    expect(rejected(world)).toEqual([]);
    await startAll(world, ['w-2']);
    expect(rejected(world)).toHaveLength(1);
  });

  it('lets a stale coordinator attach: a refusal is decided on a fresh read', async () => {
    const world = await opened({ openInstances: 1 });
    await startAll(world, ['w-0']);
    await world.boot([wait], { namespaceCaps: { openInstances: 1 }, group: 'another-group' });
    await startAll(world, ['w-0'], { requestId: 'r' });
    expect(rejected(world)).toEqual([]);
    expect(world.replies).toContainEqual(expect.objectContaining({ type: 'accepted', requestId: 'r', attached: true }));
  });

  it('counts a saga that goes on as a new run once', async () => {
    const world = await opened({ openInstances: 2 });
    await startAll(world, ['w-0'], { input: { renew: true } });
    await world.send(approval, 'w-0');
    await startAll(world, ['w-1']);
    expect(await world.history('w-0')).toContain('SagaContinuedAsNew');
    expect(rejected(world)).toEqual([]);
    await world.send(approval, 'w-0');
    await startAll(world, ['w-2']);
    expect(rejected(world)).toEqual([]);
    await startAll(world, ['w-3']);
    expect(rejected(world)).toHaveLength(1);
  });

  it('counts a closed instance that is started anew', async () => {
    const world = await opened({ openInstances: 1 });
    await startAll(world, ['w-0']);
    await world.send(approval, 'w-0');
    await startAll(world, ['w-1']);
    await startAll(world, ['w-0'], { onExisting: 'restart-if-closed' });
    expect(rejected(world)).toMatchObject([{ workflowId: 'w-0', code: 'LIMIT_REACHED' }]);
  });

  it('counts children; a refused one is told to its parent', async () => {
    const world = await opened({ openInstances: 1 });
    const input = { catches: true, children: [{ workflowId: 'child', waits: true }] };
    await world.send({ type: 'start', saga: 'family', input }, 'parent');
    await world.clock.advance(1_000);
    expect(await world.status('parent')).toBe('completed');
    expect(await world.history('child')).toEqual([]);
    expect(JSON.stringify(await world.store.journal.page('default/parent', -1, 10))).toContain('LIMIT_REACHED');
  });

  it('is one for each namespace', async () => {
    const world = await opened({ openInstances: 1, of: { big: { openInstances: 3 } } });
    await startAll(world, many(2), { namespace: 'small' });
    await startAll(world, many(4), { namespace: 'big' });
    await startAll(world, many(2), { namespace: 'constructor' });
    const counts = await Promise.all(['small', 'big', 'constructor'].map((name) => openIn(world, name)));
    expect(counts).toEqual([1, 3, 1]);
  });

  it('is kept by who takes over', async () => {
    const world = await opened({ openInstances: 3 });
    await startAll(world, many(2));
    await world.clock.advance(1_000);
    await world.drained();
    await world.boot([wait], { namespaceCaps: { openInstances: 3 } });
    await startAll(world, many(3, 'later'));
    expect(await openIn(world)).toBe(3);
    expect(rejected(world)).toHaveLength(2);
  });

  it('is kept by two coordinators together', async () => {
    const world = await opened({ openInstances: 8 });
    await startAll(world, many(3));
    await world.another([wait], { namespaceCaps: { openInstances: 8 } });
    await startAll(world, many(60, 'later'));
    expect(await openIn(world)).toBe(8);
    expect(rejected(world)).toHaveLength(55);
  });

  it('is counted again after a minute, with what the owner before had not stored yet', async () => {
    for (const [after, refused] of [
      [55_000, 0],
      [60_000, 1],
    ] as const) {
      const world = await opened({ openInstances: 2 });
      await world.store.instances.save([aProjection({ workflowId: 'stored-late' })]);
      await world.clock.advance(after);
      await startAll(world, many(2));
      expect(rejected(world)).toHaveLength(refused);
    }
  });

  it('lets starts wait for the count as long as the store does not answer', async () => {
    const world = new World();
    const { instances } = world.store;
    let away = true;
    const slow = Object.create(instances, {
      openByNamespace: {
        value: (buckets: number[]) => (away ? Promise.reject(new Error('away')) : instances.openByNamespace(buckets)),
      },
    }) as Instances;
    await world.open([wait], { namespaceCaps: { openInstances: 1 }, instances: slow });
    await startAll(world, many(2));
    expect(world.replies).toEqual([]);
    expect(await world.history('w-0')).toEqual([]);
    away = false;
    await world.clock.advance(10_000);
    expect(await openIn(world)).toBe(1);
    expect(rejected(world)).toHaveLength(1);
  });
});

describe('a cap on starts per second', () => {
  it('refuses what is beyond, and has room again as time passes', async () => {
    const world = await opened({ startsPerSecond: 2 });
    await startAll(world, many(5));
    expect(rejected(world)).toHaveLength(3);
    const detail = 'namespace default is at its cap: startsPerSecond 2; try again later';
    expect(rejected(world)[0]).toMatchObject({ code: 'LIMIT_REACHED', detail });
    await world.clock.advance(10_000);
    await startAll(world, many(5, 'later'));
    expect(rejected(world)).toHaveLength(6);
  });

  it('takes nothing for a repeat, an attach, or a start that is refused for something else', async () => {
    const world = await opened({ startsPerSecond: 2 });
    const soon = (names: readonly string[], more: object) => startAll(world, names, more, 20);
    await soon(['w-0'], { requestId: 'r' });
    for (const saga of ['unknown', 'none', 'nobody']) await soon(['w-9'], { saga });
    for (const requestId of ['r', 'r-2']) await soon(['w-0'], { requestId });
    await soon(['w-1'], {});
    expect(rejected(world).map(({ code }) => code)).toEqual(['UNKNOWN_SAGA', 'UNKNOWN_SAGA', 'UNKNOWN_SAGA']);
    await soon(['w-2'], {});
    expect(rejected(world)).toHaveLength(4);
  });
});

it('caps that are none are refused at boot, by name', async () => {
  await expect(opened({ openInstances: 0 })).rejects.toThrow('namespaceCaps.openInstances: 0 is not a whole number');
  await expect(opened({ of: { a: { startsPerSecond: 0.5 } } })).rejects.toThrow(
    'namespaceCaps.of.a.startsPerSecond: 0.5',
  );
});
