import { activity, completed, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods, ship } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    const { winner } = await ctx.race({ sent: ctx.activity(ship, { to: ordered.sku }), stopped: ctx.receive(approve) });
    return winner;
  }),
  given: [activity(ship).neverAnswers()],
  when: [start(goods), signal(approve, { by: 'ana' })],
  then: [completed('stopped')],
};
