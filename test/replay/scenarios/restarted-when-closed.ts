import { completed, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, { price }) => [ctx.run, price]),
  when: [start(goods), start({ ...goods, price: 13 }, { onExisting: 'restart-if-closed' })],
  then: [completed([1, 13])],
};
