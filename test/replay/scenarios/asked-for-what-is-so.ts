import { activity, cancel, canceled, executed, pause, resume, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods, ship } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    try {
      await ctx.receive(approve);
    } finally {
      await ctx.activity(ship, { to: 'back' });
    }
  }),
  given: [activity(ship).returns(null)],
  when: [start(goods), resume(), pause(), pause(), cancel(), cancel({ reason: 'again' }), resume()],
  then: [executed(ship), canceled()],
};
