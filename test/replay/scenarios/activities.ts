import { activity, completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { charge, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    const { id } = await ctx.activity(reserve, ordered);
    const payment = await ctx.activity(charge, { amount: ordered.price }, { id: 'charge', timeout: '30s' });
    return { reservation: id, payment: payment.id };
  }),
  given: [activity(reserve).returns({ id: 'r-1' }), activity(charge).returns({ id: 'p-1' })],
  when: [start(goods)],
  then: [completed({ reservation: 'r-1', payment: 'p-1' })],
};
