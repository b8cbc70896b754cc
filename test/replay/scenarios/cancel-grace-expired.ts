import { activity, cancel, compensated, start, timePasses } from '@skald/testing';
import { reserved } from '../family.ts';
import { code, type Scenario } from '../scenario.ts';
import { goods, reserve, ship } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(
    async (ctx, ordered) => {
      await ctx.activity(reserve, ordered);
      try {
        await ctx.timer('2 days');
      } finally {
        await ctx.activity(ship, { to: 'nowhere' });
      }
    },
    { cancelGrace: '5 seconds' },
  ),
  given: [reserved, activity(ship).neverAnswers()],
  when: [start(goods), cancel(), timePasses('5 seconds')],
  then: [compensated(reserve)],
};
