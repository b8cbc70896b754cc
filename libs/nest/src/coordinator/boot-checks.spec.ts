import 'reflect-metadata';
import { Injectable, Module, Scope, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { z } from 'zod';
import { Saga } from '../decorators/saga.decorator.js';
import { BootRefused } from '../errors/boot-refused.error.js';
import { Metrics } from '../health/metrics.js';
import { inMemory } from '../in-memory.for-spec.js';
import { SagaCoordinatorModule } from './saga-coordinator.module.js';

const greeting = defineSaga('greeting', { input: z.string(), output: z.string() });

@Saga(greeting, { version: 1 })
class GreetingV1 {
  visits = 0;
  async run(_ctx: SagaContext, name: string): Promise<string> {
    return `hello ${name}`;
  }
}

async function boot(providers: Type[]) {
  @Module({ providers })
  class ShopModule {}
  const { fatal: _, ...options } = inMemory();
  const module = await Test.createTestingModule({
    imports: [ShopModule, SagaCoordinatorModule.forRoot(options)],
  }).compile();
  const application = module.createNestApplication({ logger: false });
  try {
    return await application.init();
  } catch (error) {
    await application.close();
    throw error;
  }
}

const refusal = (providers: Type[]) => expect(boot(providers)).rejects;

describe('a coordinator boots', () => {
  it('with versions of a saga side by side, and freezes them', async () => {
    @Saga(greeting, { version: 2 })
    class GreetingV2 extends GreetingV1 {}

    const application = await boot([GreetingV1, GreetingV2]);
    expect(Object.isFrozen(application.get(GreetingV1, { strict: false }))).toBe(true);
    expect(() => (application.get(GreetingV2, { strict: false }).visits = 1)).toThrow(TypeError);
    await application.close();
  });

  it('with counters of its sagas at nothing, so that the first count is an increase', async () => {
    const application = await boot([GreetingV1]);
    const text = await application.get(Metrics, { strict: false }).text();
    expect(text).toContain('saga_nondeterminism_total{saga="greeting"} 0');
    expect(text).toContain('saga_continued_as_new_total{saga="greeting"} 0');
    await application.close();
  });

  it('not with two registrations of one version, and names both', async () => {
    @Saga(greeting, { version: 1 })
    class OtherGreeting extends GreetingV1 {}
    await refusal([GreetingV1, OtherGreeting]).toThrow(
      'saga greeting version 1 is registered 2 times: by GreetingV1 (ShopModule) and OtherGreeting (ShopModule)',
    );
  });

  it.each([0, 1.5, -1, Number.NaN])('not with version %p', async (version) => {
    @Saga(greeting, { version })
    class Odd extends GreetingV1 {}
    await refusal([Odd]).toThrow(
      `saga greeting version ${version}: version: ${version} is not a whole number from 1 on (see Odd (ShopModule))`,
    );
  });

  it('B11 not with defaults of a saga that are out of range', async () => {
    @Saga(greeting, { version: 1, activityDefaults: { retry: { jitter: 2 } } })
    class Jittery extends GreetingV1 {}
    await refusal([Jittery]).toThrow(
      'saga greeting version 1: activityDefaults: retry.jitter: 2 is not a number from 0 to 1 (see Jittery (ShopModule))',
    );
  });

  it('B11 not with options of a saga that are out of range, and names every one', async () => {
    @Saga(greeting, { version: 1, timeout: '3 moons' as never, compensationOrder: 'random' as never })
    class Hasty extends GreetingV1 {}
    await refusal([Hasty]).toThrow('saga greeting version 1: timeout: "3 moons" is not a duration');
    await refusal([Hasty]).toThrow(
      'saga greeting version 1: compensationOrder: "random" is not "sequential" or "parallel" (see Hasty (ShopModule))',
    );
  });

  it('not with a saga that is made anew for each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Request {}
    @Saga(greeting, { version: 1 })
    class NeedsRequest extends GreetingV1 {
      constructor(readonly request: Request) {
        super();
      }
    }
    await refusal([NeedsRequest, Request]).toThrow('saga greeting: NeedsRequest (ShopModule) is not a singleton');
  });

  it('not with a transient saga', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    @Saga(greeting, { version: 1 })
    class Transient extends GreetingV1 {}
    await refusal([Transient]).toThrow('saga greeting: Transient (ShopModule) is not a singleton');
  });

  it('and says everything that is wrong at once', async () => {
    @Saga(greeting, { version: 0 })
    class A extends GreetingV1 {}
    @Saga(greeting, { version: 0 })
    class B extends GreetingV1 {}
    const error: unknown = await boot([A, B]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BootRefused);
    expect((error as BootRefused).problems).toHaveLength(3);
  });
});
