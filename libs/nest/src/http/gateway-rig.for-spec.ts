import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { z } from 'zod';
import { SagaCoordinatorModule } from '../coordinator/saga-coordinator.module.js';
import { Saga } from '../decorators/saga.decorator.js';
import { inMemory } from '../in-memory.for-spec.js';
import { Lifecycle } from '../life/lifecycle.js';
import type { GatewayModuleOptions } from './gateway-options.js';
import { GatewayModule } from './gateway.module.js';
import { misfitOfAnswer } from './document-fit.for-spec.js';
import { RefusalFilter } from './refusal.filter.js';

const go = defineSignal('go', z.object({ by: z.string() }));
const waiting = defineSaga('waiting', {
  input: z.object({ name: z.string() }),
  output: z.string(),
  signals: [go],
});

@Saga(waiting, { version: 1 })
class WaitingV1 {
  async run(ctx: SagaContext, { name }: { name: string }): Promise<string> {
    ctx.view({ waits: name });
    ctx.attributes({ stage: 'waiting' });
    const { by } = await ctx.receive(go);
    ctx.view({ went: name });
    ctx.attributes({ stage: 'gone' });
    return `${name} went, said ${by}`;
  }
}

const ask = defineActivity('people.ask', {
  input: z.string(),
  output: z.object({ said: z.string() }),
  retry: { maxAttempts: 2, initialInterval: '1ms' },
});
const asking = defineSaga('asking', { input: z.string(), output: z.string() });

@Saga(asking, { version: 1 })
class AskingV1 {
  async run(ctx: SagaContext, question: string): Promise<string> {
    const { said } = await ctx.activity(ask, question);
    return said;
  }
}

@Module({ providers: [WaitingV1, AskingV1] })
class SagasModule {}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface OpenGateway {
  readonly application: NestExpressApplication;
  readonly url: string;
  call(path: string, init?: RequestInit): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Looks again until it is so. */
  until(path: string, isSo: (answer: Answer) => boolean, headers?: Record<string, string>): Promise<Answer>;
}

/** One instance and no more may be open there. */
const namespaceCaps = { of: { capped: { openInstances: 1 } } };

/** A gateway with a coordinator behind it, in memory, that hosts two sagas: `waiting` waits for the signal `go`, `asking` for somebody to say how `people.ask` ended. */
export async function openGateway(
  more: Partial<GatewayModuleOptions> = {},
  { fatal: _, drainMs, onFatal, ...adapters } = inMemory(),
): Promise<OpenGateway> {
  const module = await Test.createTestingModule({
    imports: [
      SagasModule,
      SagaCoordinatorModule.forRoot({ ...adapters, drainMs, onFatal, namespaceCaps }),
      GatewayModule.forRoot({ ...adapters, ...more }),
    ],
  }).compile();
  const application = module.createNestApplication<NestExpressApplication>({ logger: false });
  application.useBodyParser('json', { limit: '1mb' });
  application.useGlobalFilters(application.get(RefusalFilter));
  await application.listen(0, '127.0.0.1');
  await application.get(Lifecycle).start();
  return { application, ...callsTo(await application.getUrl()) };
}

/** Every answer is held against the OpenAPI document. */
function callsTo(url: string): Omit<OpenGateway, 'application'> {
  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, init);
    const body = (await response.json()) as Record<string, unknown>;
    const misfit = misfitOfAnswer(init.method ?? 'GET', path, response.status, body);
    if (misfit !== undefined) throw new Error(misfit);
    return { status: response.status, body };
  };
  return {
    url,
    call,
    post: (path, body, headers = {}) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    until: async (path, isSo, headers = {}) => {
      for (;;) {
        const answer = await call(path, { headers });
        if (isSo(answer)) return answer;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

let count = 0;

/** A workflowId that no other test has. */
export function fresh(): string {
  return `w-${++count}`;
}
