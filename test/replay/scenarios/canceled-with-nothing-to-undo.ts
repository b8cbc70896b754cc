import { cancel, canceled, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code((ctx) => ctx.receive(approve)),
  when: [start(goods), cancel()],
  then: [canceled()],
};
