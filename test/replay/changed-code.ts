import { code } from './scenario.ts';
import { charge, reserve } from './shop.contracts.ts';

/** Waits a day, then reserves. */
export const before = code(async (ctx, ordered) => {
  await ctx.timer('1 day');
  await ctx.timer('1 minute');
  return ctx.activity(reserve, ordered);
});

/** The same after a change: it charges where it reserved, in runs that come to this point from now on. */
export const after = code(async (ctx, ordered) => {
  await ctx.timer('1 day');
  const charges = ctx.patched('charge-at-once');
  if (!charges) await ctx.timer('1 minute');
  return charges ? ctx.activity(charge, { amount: ordered.price }) : ctx.activity(reserve, ordered);
});
