import { completed, limits, signal, start, timePasses } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => {
    await ctx.timer('1 minute');
    return [await ctx.receive(approve), await ctx.receive(approve)];
  }),
  given: [limits({ signals: { warnAt: 2, max: 3 } })],
  when: [start(goods), signal(approve, { by: 'ana' }), signal(approve, { by: 'bob' }), timePasses('1 minute')],
  then: [completed([{ by: 'ana' }, { by: 'bob' }])],
};
