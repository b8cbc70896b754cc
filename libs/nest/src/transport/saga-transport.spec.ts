import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import type { AsyncMicroserviceOptions } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { defineActivity, defineSaga } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { z } from 'zod';
import { SagaClient } from '../client/saga-client.js';
import { SagaClientModule } from '../client/saga-client.module.js';
import { SagaCoordinatorModule } from '../coordinator/saga-coordinator.module.js';
import { Executes } from '../decorators/executes.decorator.js';
import { Saga } from '../decorators/saga.decorator.js';
import { Health } from '../health/health.js';
import { inMemory } from '../in-memory.for-spec.js';
import { ParticipantModule } from '../participant/participant.module.js';
import { SagaTransport } from './saga-transport.js';

const greet = defineActivity('greeter.greet', { input: z.string(), output: z.string() });
const greeting = defineSaga('greeting', { input: z.string(), output: z.string() });
const restless = defineSaga('restless', { input: z.null(), output: z.number() });

@Saga(greeting, { version: 1 })
class GreetingV1 {
  async run(ctx: SagaContext, name: string): Promise<string> {
    return ctx.activity(greet, name);
  }
}

@Saga(restless, { version: 1 })
class RestlessV1 {
  async run(): Promise<number> {
    return Date.now();
  }
}

@Injectable()
class Greeter {
  @Executes(greet)
  greet(name: string): string {
    return `hello ${name}`;
  }
}

@Module({ providers: [GreetingV1, RestlessV1, Greeter] })
class GreetingModule {}

async function compiled() {
  const { fatal, ...options } = inMemory();
  const closed: string[] = [];
  const watched = {
    ...options,
    bus: { ...options.bus, close: async () => void closed.push('bus') },
    store: { ...options.store, close: async () => void closed.push('store') },
  };
  const module = await Test.createTestingModule({
    imports: [
      GreetingModule,
      SagaCoordinatorModule.forRoot(watched),
      ParticipantModule.forRootAsync({ useFactory: () => watched }),
      SagaClientModule.forRoot(watched),
    ],
  }).compile();
  return { module, closed, fatal, store: options.store };
}

describe('the transport', () => {
  it('starts and drains sagas and participants as a microservice of its own', async () => {
    const { module, closed, fatal } = await compiled();
    const service = module.createNestMicroservice<AsyncMicroserviceOptions>({
      inject: [SagaTransport],
      useFactory: (strategy: SagaTransport) => ({ strategy }),
      logger: false,
    });
    await service.listen();
    expect(await service.get(Health).ready()).toEqual({ ready: true, problems: [] });

    const started = await service.get(SagaClient).start(greeting, { workflowId: 'g-1', input: 'ana' });
    expect(await started.result()).toBe('hello ana');

    await service.close();
    expect(closed).toEqual(['bus', 'store']);
    expect(fatal).toEqual([]);
  });

  it('starts and drains them within a hybrid application', async () => {
    const { module, closed } = await compiled();
    const application = module.createNestApplication({ logger: false });
    application.connectMicroservice({ strategy: application.get(SagaTransport) });
    await application.init();
    await application.startAllMicroservices();
    expect(await application.get(Health).ready()).toEqual({ ready: true, problems: [] });
    await application.close();
    expect(closed).toEqual(['bus', 'store']);
    expect(await application.get(Health).ready()).toMatchObject({ ready: false });
  });

  it('is not needed: modules start with their application', async () => {
    const { module, closed } = await compiled();
    await module.init();
    const started = await module.get(SagaClient).start(greeting, { workflowId: 'g-1', input: 'bob' });
    expect(await started.result()).toBe('hello bob');
    await module.close();
    expect(closed).toEqual(['bus', 'store']);
  });
});

describe('saga code', () => {
  it('that asks the machine for the time is parked for a fixed deploy', async () => {
    const { module, store } = await compiled();
    await module.init();
    await module.get(SagaClient).start(restless, { workflowId: 'r-1', input: null });
    const turns = await store.journal.page('default/r-1', -1, 10);
    expect(turns.flatMap(({ events }) => events)).toContainEqual(
      expect.objectContaining({
        type: 'SagaParked',
        code: 'NONDETERMINISM',
        message: 'Date.now() differs on replay: use ctx.now()',
      }),
    );
    await module.close();
  });
});
