import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import { SagaFailure, type SagaContext, type SagaDefinition } from '@skald/engine';
import { anyJson } from '../any-json.js';
import type { Movement } from './bank.js';

export interface Transfer {
  readonly from: string;
  readonly to: string;
  /** Where it goes when `to` does not take it. */
  readonly orElse?: string;
  readonly amount: number;
  /** A word of the customer that is nobody else's business. */
  readonly reference: string;
  readonly way: (typeof ways)[number];
  /** The money has left, in the run before. */
  readonly debited?: true;
}

export const ways = ['in-turn', 'together', 'approved', 'over-runs', 'regretted', 'in-shares'] as const;

export interface Booking extends Movement {
  readonly reference: string;
}

const booking = {
  input: anyJson<Booking>(),
  output: anyJson<Booking>(),
  errors: ['AccountClosed'],
  compensable: true,
  retry: { maxAttempts: 5, initialInterval: '200ms' },
  timeout: '5s',
  compensation: { retry: { maxAttempts: 60, initialInterval: '500ms', maxInterval: '30s' } },
} as const;

export const debit = defineActivity('bank.debit', booking);
export const credit = defineActivity('bank.credit', booking);
export const approve = defineSignal('approve', anyJson<{ reference: string }>());

export const transfer = defineSaga('transfer', {
  input: anyJson<Transfer>(),
  output: anyJson<null>(),
  signals: [approve],
});

/** However it ends, as much money arrives as left. */
export const transferSaga: SagaDefinition<Transfer, null> = {
  contract: transfer,
  version: 1,
  options: { timeout: '30 minutes', cancelGrace: '10s' },
  run: carryOut,
};

async function carryOut(ctx: SagaContext, asked: Transfer): Promise<null> {
  const { amount } = asked;
  switch (asked.way) {
    case 'together':
      await Promise.all([take(ctx, asked, amount), give(ctx, asked, amount)]);
      return null;
    case 'in-shares': {
      const half = Math.floor(amount / 2);
      await take(ctx, asked, amount);
      await Promise.all([give(ctx, asked, half), give(ctx, asked, amount - half)]);
      return null;
    }
    case 'over-runs':
      if (asked.debited !== true) {
        await take(ctx, asked, amount);
        return ctx.continueAsNew({ ...asked, debited: true });
      }
      await give(ctx, asked, amount);
      return null;
    case 'in-turn':
    case 'approved':
    case 'regretted':
      await take(ctx, asked, amount);
      if (asked.way === 'approved') await approved(ctx);
      await give(ctx, asked, amount);
      if (asked.way === 'regretted') throw new SagaFailure('Regretted');
      return null;
  }
}

async function approved(ctx: SagaContext): Promise<void> {
  const { winner } = await ctx.race({ approved: ctx.receive(approve), late: ctx.timer('1 minute') });
  if (winner === 'late') throw new SagaFailure('NotApproved');
}

function take(ctx: SagaContext, { from: account, reference }: Transfer, amount: number): Promise<Booking> {
  return ctx.activity(debit, { key: ctx.uuid(), account, amount: -amount, reference });
}

async function give(ctx: SagaContext, { to, orElse, reference }: Transfer, amount: number): Promise<Booking> {
  const into = (account: string, within: SagaContext): Promise<Booking> =>
    within.activity(credit, { key: ctx.uuid(), account, amount, reference });
  if (orElse === undefined) return into(to, ctx);
  return ctx.scope((inner) => into(to, inner)).catch(() => into(orElse, ctx));
}
