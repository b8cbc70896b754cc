import { activity, start, timePasses, waitsFor } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods, reserve } from '../shop.contracts.ts';

export const scenario: Scenario = {
  saga: code(
    (ctx, ordered) =>
      Promise.all([
        ctx.activity(reserve, ordered, { escalateAfter: '1 hour' }),
        ctx.receive(approve, { escalateAfter: '2 hours' }),
      ]),
    { escalateAfter: '3 hours' },
  ),
  given: [activity(reserve).neverAnswers()],
  when: [start(goods), timePasses('4 hours')],
  then: [waitsFor(approve), waitsFor(reserve)],
};
