import { SagaFailure } from '@skald/engine';
import { activity, child } from '@skald/testing';
import { code, kitCode } from './scenario.ts';
import { charge, goods, kit, reserve } from './shop.contracts.ts';

/** What becomes of a child when its parent fails after it: both sides of one story. */
export const parentThatFails = code(async (ctx, ordered) => {
  await ctx.activity(charge, { amount: ordered.price });
  await ctx.child(kit, { workflowId: 'kit-1', input: ordered });
  throw new SagaFailure('ChangedMyMind');
});

/** What becomes of a child that is still open: both sides. */
export const parentThatWaits = code((ctx) => ctx.child(kit, { workflowId: 'kit-1', input: goods }));

export const packs = child(kit).runs(kitCode((ctx, ordered) => ctx.activity(reserve, ordered)));
export const charged = activity(charge).returns({ id: 'c-1' });
export const reserved = activity(reserve).returns({ id: 'r-1' });
