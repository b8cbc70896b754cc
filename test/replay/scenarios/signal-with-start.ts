import { completed, signalWithStart } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx) => [await ctx.receive(approve), await ctx.receive(approve)]),
  when: [signalWithStart(approve, { by: 'ana' }, goods), signalWithStart(approve, { by: 'bob' }, goods)],
  then: [completed([{ by: 'ana' }, { by: 'bob' }])],
};
