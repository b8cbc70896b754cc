import { completed, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    ctx.attributes({ step: 'asked', urgent: true });
    const { by } = await ctx.receive(approve);
    ctx.attributes({ by, urgent: null });
    return ctx.attributes();
  }),
  when: [start(goods, { attributes: { customer: 'c-7' } }), signal(approve, { by: 'ana' })],
  then: [completed({ customer: 'c-7', step: 'asked', by: 'ana' })],
};
