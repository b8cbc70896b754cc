import { activity, compensated, start, timePasses } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(
    async (ctx, ordered) => {
      await ctx.activity(reserve, ordered);
      await ctx.receive(approve);
    },
    { timeout: '3 days' },
  ),
  given: [activity(reserve).returns({ id: 'r-1' })],
  when: [start(goods), timePasses('3 days')],
  then: [compensated(reserve)],
};
