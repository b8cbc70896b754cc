import { compensated, failed, limits, signal, start } from '@skald/testing';
import { reserved } from '../family.ts';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.activity(reserve, ordered);
    for await (const { by } of ctx.signals(approve)) ctx.view({ by });
  }),
  given: [reserved, limits({ history: { warnAt: 6, max: 9 } })],
  when: [start(goods), ...['ana', 'bob', 'cy'].map((by) => signal(approve, { by }))],
  then: [failed('HISTORY_TOO_LARGE'), compensated(reserve)],
};
