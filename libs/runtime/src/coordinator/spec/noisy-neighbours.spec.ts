import { describe, expect, it } from '@jest/globals';
import type { Instances, Journal } from '@skald/ports';
import type { NamespaceCaps } from '../caps/namespace-caps.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const flood = Array.from({ length: 4_000 }, (_, n) => `noisy-${n}`);
const quiet = Array.from({ length: 20 }, (_, n) => `quiet-${n}`);
const start = (namespace: string) =>
  JSON.stringify({ type: 'start', saga: 'shop', requestId: 'r', namespace, input: { total: 2_000 } });

/** Every call of the store takes ten milliseconds, whatever it carries. */
function slow<T extends object>(world: World, port: T): T {
  return new Proxy(port, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        await new Promise<void>((resolve) => world.clock.after(10, resolve));
        return Reflect.apply(method, target, given) as Promise<unknown>;
      };
    },
  });
}

interface Noise {
  readonly caps: NamespaceCaps;
  /** Open already, each with an activity that nobody has taken up. */
  readonly open: readonly string[];
  /** Starts that lie before those of the quiet namespace in the partitions. */
  readonly ahead: readonly string[];
}

/** Milliseconds until each start of the quiet namespace is accepted, the longest last. */
async function waits({ caps, open, ahead }: Noise): Promise<number[]> {
  const world = new World();
  world.answer = () => undefined;
  const journal: Journal = slow(world, world.store.journal);
  const instances: Instances = slow(world, world.store.instances);
  await world.open([shop], { journal, instances, namespaceCaps: caps });
  await world.bus.publish(open.map((key) => ({ topic: 'saga.requests', key, value: start('noisy') })));
  await world.clock.advance(10_000);
  const begin = world.clock.now();
  await world.bus.publish(ahead.map((key) => ({ topic: 'saga.requests', key, value: start('noisy') })));
  await world.bus.publish(quiet.map((key) => ({ topic: 'saga.requests', key, value: start('quiet') })));
  const accepted = new Map<string, number>();
  while (accepted.size < quiet.length && world.clock.now() - begin < 60_000) {
    await world.clock.advance(10);
    for (const { namespace, workflowId, type } of world.replies)
      if (namespace === 'quiet' && type === 'accepted' && !accepted.has(workflowId))
        accepted.set(workflowId, world.clock.now() - begin);
  }
  const drained = world.coordinator.drain(0);
  await world.clock.advance(10);
  await drained;
  return [...accepted.values()].sort((a, b) => a - b);
}

describe('a namespace with very many instances', () => {
  it('Q3 delays no start of another: not with what it has open, and with what its caps refuse by one look at most', async () => {
    const alone = await waits({ caps: {}, open: [], ahead: [] });
    expect(alone).toHaveLength(quiet.length);
    expect(await waits({ caps: {}, open: flood, ahead: [] })).toEqual(alone);

    const refused = await waits({ caps: { of: { noisy: { openInstances: 10 } } }, open: [], ahead: flood });
    expect(refused).toHaveLength(quiet.length);
    expect(refused.at(-1)).toBeLessThanOrEqual(2 * alone.at(-1)!);
  }, 60_000);
});
