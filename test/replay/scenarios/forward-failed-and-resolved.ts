import { activity, completed, operator, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods, ship } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    ctx.pivot();
    return ctx.activity(ship, { to: ordered.sku });
  }),
  given: [activity(ship).fails('Broken')],
  when: [start(goods), operator('resolve', { activityId: 'golden.ship#1', output: null, reason: 'sent by hand' })],
  then: [completed(null)],
};
