import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { expect, it } from '@jest/globals';
import { defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { z } from 'zod';
import { SagaTestingModule } from './saga-testing-module.js';

const left = defineSignal('left', z.object({}));
const Guest = z.object({ greeted: z.string(), isHere: z.boolean() });
const visit = defineSaga('visit', { input: z.string(), output: z.null(), signals: [left], view: Guest });

@Saga(visit, { version: 1 })
class VisitV1 {
  async run(ctx: SagaContext<z.infer<typeof Guest>>, greeted: string): Promise<null> {
    ctx.view({ greeted, isHere: true });
    await ctx.receive(left);
    ctx.view({ greeted, isHere: false });
    return null;
  }
}

@Module({ providers: [VisitV1] })
class VisitModule {}

it('the client of a module reads what a saga shows, while it runs and after its end', async () => {
  const house = await SagaTestingModule.create({ sagas: [VisitModule] });
  const handle = await house.settled(house.client.start(visit, { workflowId: 'visit-1', input: 'ana' }));
  expect(await house.settled(handle.view())).toEqual({ greeted: 'ana', isHere: true });
  expect(await handle.describe()).toMatchObject({ status: 'running', waitingFor: [{ kind: 'signal', id: 'left' }] });
  await house.settled(handle.signal(left, {}));
  expect(await house.settled(handle.view())).toEqual({ greeted: 'ana', isHere: false });
  expect(await handle.status()).toBe('completed');
  await house.close();
});
