import { completed, start, timePasses } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    const [id, dice] = [ctx.uuid(), Math.floor(ctx.random() * 6)];
    await ctx.timer('1s');
    return [id, dice, ctx.uuid(), ctx.now().getTime()];
  }),
  when: [start(goods), timePasses('1s')],
  then: [completed()],
};
