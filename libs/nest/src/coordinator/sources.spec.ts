import 'reflect-metadata';
import { Injectable, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { z } from 'zod';
import { Saga } from '../decorators/saga.decorator.js';
import { SignalsFrom, StartsFrom } from '../decorators/sources.decorator.js';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';
import { Health } from '../health/health.js';
import { inMemory } from '../in-memory.for-spec.js';
import { Lifecycle } from '../life/lifecycle.js';
import { SagaCoordinatorModule } from './saga-coordinator.module.js';

const approve = defineSignal('approve', z.object({ by: z.string() }));
const checkout = defineSaga('checkout', {
  input: z.object({ id: z.string(), total: z.number() }),
  output: z.string(),
  signals: [approve],
});

@StartsFrom('orders.placed', checkout, (event) => ({ workflowId: event.id, input: event }))
@SignalsFrom('orders.approved', approve, (event: { order: string; by: string }) => ({
  workflowId: event.order,
  payload: { by: event.by },
}))
@Saga(checkout, { version: 1 })
class CheckoutV1 {
  async run(ctx: SagaContext): Promise<string> {
    const { by } = await ctx.receive(approve);
    return by;
  }
}

async function boot(providers: Type[], topics: readonly string[] = []) {
  @Module({ providers })
  class ShopModule {}
  const { fatal: _, ...options } = inMemory();
  await options.bus.createTopics(topics.map((topic) => ({ topic, partitions: 2 })));
  const module = await Test.createTestingModule({
    imports: [ShopModule, SagaCoordinatorModule.forRoot(options)],
  }).compile();
  const application = module.createNestApplication({ logger: false });
  closes.push(() => application.close());
  await application.init();
  await application.get(Lifecycle).start();
  return { application, ...options };
}

const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

describe('existing topics of a coordinator module', () => {
  it('start sagas and signal them, under the derived ids', async () => {
    const { bus } = await boot([CheckoutV1], ['orders.placed', 'orders.approved']);
    const closed = new Promise<Record<string, unknown>>((resolve) => {
      void bus.subscribe(
        { group: 'spec', topics: ['saga.replies'], broadcast: true },
        {
          assigned: () => undefined,
          crashed: () => undefined,
          records: (_, records) => {
            for (const { value } of records) {
              const reply = JSON.parse(Buffer.from(value!).toString()) as Record<string, unknown>;
              if (reply['type'] === 'closed') resolve(reply);
            }
          },
        },
      );
    });
    await bus.publish([
      { topic: 'orders.placed', key: 'o-1', value: JSON.stringify({ id: 'o-1', total: 3 }) },
      { topic: 'orders.placed', key: 'o-1', value: 'not json' },
    ]);
    await bus.publish([{ topic: 'orders.approved', key: 'o-1', value: JSON.stringify({ order: 'o-1', by: 'ana' }) }]);
    expect(await closed).toMatchObject({
      workflowId: 'o-1',
      output: 'ana',
      requestId: expect.stringMatching(/^orders\.placed-/),
    });
  });

  it('that are missing make the process not ready, and say so', async () => {
    const { application, bus } = await boot([CheckoutV1], ['orders.placed']);
    const { ready, problems } = await application.get(Health).ready();
    expect(ready).toBe(false);
    expect(problems).toContainEqual(
      expect.stringMatching(/signal\.approve of orders\.approved: orders\.approved not there/),
    );
    expect(await bus.partitionCounts(['orders.approved'])).toEqual([0]);
  });

  it('may be carried by any provider', () => {
    @StartsFrom('orders.imported', checkout, (event) => ({ workflowId: event.id, input: event }), { namespace: 'blue' })
    @Injectable()
    class Imports {}
    expect(new MetadataAccessor().sources(Imports)).toMatchObject([
      { kind: 'start-source', topic: 'orders.imported', name: 'start.checkout', namespace: 'blue' },
    ]);
  });

  it('belong to one class, not to those that extend it', () => {
    @Saga(checkout, { version: 2 })
    class CheckoutV2 extends CheckoutV1 {}
    const accessor = new MetadataAccessor();
    expect(accessor.sources(CheckoutV2)).toEqual([]);
    expect(accessor.sources(CheckoutV1).map(({ name }) => name)).toEqual(['start.checkout', 'signal.approve']);
  });

  it('cannot stand twice under one name', async () => {
    @StartsFrom('orders.placed', checkout, (event) => ({ workflowId: event.id, input: event }))
    class Again {}
    await expect(boot([CheckoutV1, Again])).rejects.toThrow(
      'source start.checkout of orders.placed stands 2 times: on CheckoutV1 (ShopModule) and Again (ShopModule); leave it on one, or give it another name',
    );
  });

  // What stands below is checked by the compiler: `npm run check:specs`.
  it('do not compile where a map does not fit the contract', () => {
    const placed = z.object({ nr: z.number() });
    // @ts-expect-error the saga's input has a total
    StartsFrom('a', checkout, () => ({ workflowId: 'x', input: { id: 'x' } }));
    // @ts-expect-error there is no workflowId
    StartsFrom('a', checkout, (event) => ({ input: event }));
    // @ts-expect-error the signal's payload says by whom
    SignalsFrom('a', approve, () => ({ workflowId: 'x', payload: {} }));
    // @ts-expect-error the schema makes no such field
    StartsFrom('a', checkout, (event) => ({ workflowId: event.id, input: event }), { schema: placed });
    // @ts-expect-error a map is not asynchronous
    StartsFrom('a', checkout, async (event) => ({ workflowId: event.id, input: event }));
    StartsFrom('a', checkout, ({ nr }) => ({ workflowId: `o-${nr}`, input: { id: `o-${nr}`, total: 1 } }), {
      schema: placed,
    });
    expect(placed).toBeDefined();
  });
});
