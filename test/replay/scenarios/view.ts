import { completed, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    ctx.view({ step: 'asked' });
    ctx.view({ step: 'asked', since: ctx.now().toISOString() });
    const { by } = await ctx.receive(approve);
    ctx.view({ step: 'approved', by });
  }),
  when: [start(goods), signal(approve, { by: 'ana' })],
  then: [completed(null)],
};
