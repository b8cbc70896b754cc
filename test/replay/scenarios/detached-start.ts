import { completed, start } from '@skald/testing';
import { packs, reserved } from '../family.ts';
import { code, type Scenario } from '../scenario.ts';
import { goods, kit } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => ctx.detach(kit, { input: ordered })),
  given: [packs, reserved],
  when: [start(goods)],
  then: [completed('w-1:0:golden.kit#1')],
};
