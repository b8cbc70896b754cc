import { SagaFailure } from '@skald/engine';
import { activity, compensated, failed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { charge, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    await ctx.activity(charge, { amount: ordered.price });
    throw new SagaFailure('ChangedMyMind');
  }),
  given: [activity(reserve).returns({ id: 'r-1' }), activity(charge).returns({ id: 'p-1' })],
  when: [start(goods)],
  then: [failed('ChangedMyMind'), compensated(charge, reserve)],
};
