import { completed, deploy, resume, signal, start } from '@skald/testing';
import { code, type Scenario } from '../scenario.ts';
import { approve, goods } from '../shop.contracts.ts';

const corrected = code(async (ctx) => {
  const seen: string[] = [];
  while (seen.length < 3) seen.push((await ctx.receive(approve)).by);
  return seen;
});

/** What arrives while it is parked is recorded, and taken up by the corrected code. */
export const scenario: Scenario = {
  saga: code(async (ctx, ordered) => {
    await ctx.receive(approve);
    return (ordered as unknown as { readonly lines: readonly string[] }).lines.length;
  }),
  when: [
    start(goods),
    ...['ana', 'bob'].map((by) => signal(approve, { by })),
    ...[deploy(corrected), resume(), signal(approve, { by: 'cy' })],
  ],
  then: [completed(['ana', 'bob', 'cy'])],
};
