import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import { SagaFailure } from '@skald/engine';
import type { SagaDefinition } from '@skald/engine';
import { z } from 'zod';

const any = z.any();
export const reserve = defineActivity('inventory.reserve', {
  input: any,
  output: any,
  errors: ['OutOfStock'],
  compensable: true,
});
export const charge = defineActivity('payments.charge', {
  input: any,
  output: any,
  errors: ['CardDeclined'],
  compensable: true,
  retry: { maxAttempts: 3, initialInterval: '1s' },
});
const ship = defineActivity('shipping.ship', { input: any, output: any });
export const approve = defineSignal('approve', z.object({ by: z.string() }));

const contract = defineSaga('shop', {
  input: z.object({ total: z.number() }),
  output: any,
  signals: [approve],
});

/** Reserve, charge, an approval above 1,000, ship. */
export const shop: SagaDefinition<{ total: number }, unknown> = {
  contract,
  version: 1,
  options: {},
  async run(ctx, input) {
    await ctx.activity(reserve, { total: input.total }, { id: 'reserve' });
    const payment = await ctx.activity(charge, { total: input.total }, { id: 'charge' });
    if (input.total > 1_000) {
      const decision = await ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('2 days') });
      if (decision.winner === 'expired') throw new SagaFailure('ApprovalExpired');
    }
    ctx.pivot();
    await ctx.activity(ship, {}, { id: 'ship' });
    return { payment };
  },
};
