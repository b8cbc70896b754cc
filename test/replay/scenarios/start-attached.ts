import { completed, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx) => ctx.receive(approve)),
  when: [start(goods), start({ ...goods, price: 13 }), signal(approve, { by: 'ana' })],
  then: [completed({ by: 'ana' })],
};
