import 'reflect-metadata';
import { Injectable, Module, Scope, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { defineActivity } from '@skald/contracts';
import { type ActivityBinding, bindActivity } from '@skald/runtime';
import { z } from 'zod';
import { Compensates } from '../decorators/compensates.decorator.js';
import { Executes, type ExecutesOptions } from '../decorators/executes.decorator.js';
import { inMemory } from '../in-memory.for-spec.js';
import { ParticipantModule } from './participant.module.js';

const define = (name: string) => defineActivity(name, { input: z.string(), output: z.string(), compensable: true });
const reserve = define('inventory.reserve');

@Injectable()
class Reserving {
  @Executes(reserve)
  reserve(): string {
    return '';
  }
}

@Injectable()
class Releasing {
  @Compensates(reserve)
  async release(): Promise<void> {}
}

async function boot(providers: Type[], bindings: readonly ActivityBinding[] = []): Promise<void> {
  @Module({ providers })
  class ShopModule {}
  const { fatal: _, ...options } = inMemory();
  const module = await Test.createTestingModule({
    imports: [ShopModule, ParticipantModule.forRoot({ ...options, bindings })],
  }).compile();
  const application = module.createNestApplication({ logger: false });
  try {
    await application.init();
  } finally {
    await application.close();
  }
}

describe('a participant boots', () => {
  it('with execute and undo in two classes', async () => {
    await boot([Reserving, Releasing]);
  });

  it('not without the undo of a compensable activity', async () => {
    await expect(boot([Reserving])).rejects.toThrow(
      'activity inventory.reserve is compensable, and Reserving (ShopModule).reserve carries it out, but no method has @Compensates for it',
    );
  });

  it('not with a binding and a handler of one activity', async () => {
    const route = { request: () => ({ value: 1 }), reply: () => undefined };
    const binding = bindActivity(reserve, {
      ...{ requests: 'legacy.requests', replies: 'legacy.replies', correlation: { header: 'c' }, ...route },
      compensation: route,
    });
    await boot([], [binding]);
    await expect(boot([Reserving, Releasing], [binding])).rejects.toThrow(
      'activity inventory.reserve has a binding and also Reserving (ShopModule).reserve and Releasing (ShopModule).release',
    );
    await expect(boot([], [binding, binding])).rejects.toThrow('has a binding and also another binding');
  });

  it('not with two handlers of one activity, and names both', async () => {
    @Injectable()
    class Other extends Reserving {}
    await expect(boot([Reserving, Other, Releasing])).rejects.toThrow(
      'activity inventory.reserve has 2 handlers with @Executes: Reserving (ShopModule).reserve and Other (ShopModule).reserve',
    );
  });

  it('not with two undos of one activity', async () => {
    @Injectable()
    class Other extends Releasing {}
    await expect(boot([Reserving, Releasing, Other])).rejects.toThrow(
      'activity inventory.reserve has 2 handlers with @Compensates',
    );
  });

  it('not with two contracts of one name', async () => {
    @Injectable()
    class Foreign {
      @Compensates(define('inventory.reserve'))
      async release(): Promise<void> {}
    }
    await expect(boot([Reserving, Foreign])).rejects.toThrow('use two different contracts of this name');
  });

  it('not with a handler that is made anew for each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest extends Reserving {}
    await expect(boot([PerRequest, Releasing])).rejects.toThrow(
      'activity inventory.reserve: PerRequest (ShopModule).reserve is not a singleton',
    );
  });

  it.each<[unknown, string]>([
    [{ concurrency: 0 }, ': concurrency: 0 is not a whole number from 1 on'],
    [{ concurrency: '2' }, ': concurrency: "2" is not a whole number from 1 on'],
    [{ concurrent: 2 }, ': "concurrent" is no option; there are concurrency, exclusive, breaker'],
    [{ exclusive: 'yes' }, ': exclusive: "yes" is not true or false'],
    [7, ': 7 is no object of options'],
    [null, ': null is no object of options'],
    [{ breaker: true }, ': breaker: true is no object of options'],
    [{ breaker: { timeout: '1s' } }, ': breaker: "timeout" is no option; there are errorThresholdPercentage, '],
    [{ breaker: { errorThresholdPercentage: 0 } }, ': breaker.errorThresholdPercentage: 0 is not a number above 0'],
    [{ breaker: { errorThresholdPercentage: 101 } }, ': breaker.errorThresholdPercentage: 101 is not a number above 0'],
    [{ breaker: { volumeThreshold: -1 } }, ': breaker.volumeThreshold: -1 is not a whole number from 0 on'],
    [{ breaker: { resetTimeout: '5 mins' } }, ': breaker.resetTimeout: "5 mins" is not a duration'],
    [{ breaker: { resetTimeout: '0s' } }, ': breaker.resetTimeout: 0s is no time at all'],
  ])('not with the options %j', async (options, problem) => {
    @Injectable()
    class Idle extends Releasing {
      @Executes(reserve, options as ExecutesOptions)
      reserve(): string {
        return '';
      }
    }
    const message = `activity inventory.reserve: options of Idle (ShopModule).reserve${problem}`;
    await expect(boot([Idle])).rejects.toMatchObject({
      ...{ name: 'BootRefused', message: expect.stringContaining(message) },
    });
  });
});
