import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { Saga, StartsFrom } from '@skald/nest';
import { z } from 'zod';
import { SagaTestingModule } from './saga-testing-module.js';

const greet = defineSaga('greet', { input: z.object({ name: z.string() }), output: z.string() });

@StartsFrom('visitors.announced', greet, ({ name }) => ({
  ...{ workflowId: `greet-${name}`, input: { name } },
  delay: '2 hours',
}))
@StartsFrom('visitors.seen', greet, ({ name }) => ({ workflowId: `greet-${name}`, input: { name } }))
@Saga(greet, { version: 1 })
class GreetV1 {
  async run(_ctx: SagaContext, { name }: { name: string }): Promise<string> {
    return `hello ${name}`;
  }
}

@Module({ providers: [GreetV1] })
class GreetModule {}

it('a record that another system publishes starts what is started from its topic', async () => {
  const house = await SagaTestingModule.create({ sagas: [GreetModule], topics: ['visitors.seen'] });
  await house.publish('visitors.seen', 'ana', { name: 'ana' });
  const attached = await house.settled(house.client.start(greet, { workflowId: 'greet-ana', input: { name: 'bo' } }));
  expect(attached.attached).toBe(true);
  expect(await house.settled(attached.result())).toBe('hello ana');
  await house.close();
});

it('whose map delays the start is heard of at once, and begun when the delay is over', async () => {
  const house = await SagaTestingModule.create({ sagas: [GreetModule], topics: ['visitors.announced'] });
  await house.publish('visitors.announced', 'ana', { name: 'ana' });
  const handle = house.client.handle(greet, 'greet-ana');
  expect(await house.settled(handle.status())).toBe('running');
  await house.timePasses('2 hours');
  expect(await house.settled(handle.status())).toBe('completed');
  await house.close();
});
