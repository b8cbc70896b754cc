import { completed, deploy, start, timePasses } from '@skald/testing';
import { after, before } from '../changed-code.ts';
import { charged, reserved } from '../family.ts';
import type { Scenario } from '../scenario.ts';
import { goods } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: before,
  given: [charged, reserved],
  when: [start(goods), timePasses('1 day'), deploy(after), timePasses('1 minute')],
  then: [completed({ id: 'r-1' })],
};
