import type { Duration } from '@skald/contracts';
import { milliseconds } from '@skald/contracts';
import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { monthsAfter } from './months-after.js';
import { PriceList } from './price-list.js';
import { Standing } from './standing.js';
import type { Ended, Subscription, SubscriptionView } from './subscription-billing.contracts.js';
import {
  cancelSubscription,
  changePlan,
  chargeMonth,
  invoiceIssued,
  sendReminder,
  subscriptionBilling,
} from './subscription-billing.contracts.js';

/** How long the customer has after each reminder. */
const patience: readonly Duration[] = ['1 day', '3 days', '7 days'];

type Context = SagaContext<SubscriptionView>;

/** One run is one month. */
@Saga(subscriptionBilling, { version: 1 })
export class SubscriptionBillingV1 {
  constructor(private readonly prices: PriceList) {}

  async run(ctx: Context, subscription: Subscription): Promise<Ended> {
    const { plan, month = 1, since = ctx.now().toISOString() } = subscription;
    const until = monthsAfter(new Date(since), month);
    const standing = new Standing(ctx, { month, plan, until });
    // What is paid stays paid.
    if (month === 1) ctx.pivot();

    if (!(await this.collect(ctx, subscription, standing))) {
      standing.change({ state: 'suspended' });
      return { ending: 'suspended', month, monthsPaid: month - 1 };
    }
    standing.change({ state: 'active' });
    await this.listen(ctx, until, standing);
    const { nextPlan, endsAfterThisMonth } = standing.view;
    if (endsAfterThisMonth) {
      standing.change({ state: 'canceled' });
      return { ending: 'canceled', month, monthsPaid: month };
    }
    return ctx.continueAsNew({ ...subscription, since, month: month + 1, plan: nextPlan });
  }

  /** Charges; reminds and charges again as long as there is patience. False: the month is not paid. */
  private async collect(ctx: Context, subscription: Subscription, standing: Standing): Promise<boolean> {
    const { subscriptionId, customer, card } = subscription;
    const { month, plan } = standing.view;
    const amount = await ctx.effect('price', () => this.prices.of(plan));
    for (let charge = 1; ; charge++) {
      const answer = await ctx.activity(
        chargeMonth,
        { subscriptionId, month, charge, amount, card },
        { id: `charge-${charge}` },
      );
      if (answer.outcome === 'paid') {
        ctx.emit(invoiceIssued, { subscriptionId, customer, month, plan, amount, paymentId: answer.paymentId });
        return true;
      }
      const wait = patience[charge - 1];
      if (wait === undefined) return false;
      standing.change({ state: 'past-due' });
      await ctx.bestEffort(
        sendReminder,
        { subscriptionId, customer, month, reminder: charge },
        { id: `reminder-${charge}` },
      );
      await this.listen(ctx, new Date(ctx.now().getTime() + milliseconds(wait)), standing);
    }
  }

  /** Takes the customer's wishes in until then; those that came earlier first. */
  private async listen(ctx: Context, until: Date, standing: Standing): Promise<void> {
    for (;;) {
      const next = await ctx.race({
        plan: ctx.receive(changePlan),
        cancel: ctx.receive(cancelSubscription),
        over: ctx.timer(until),
      });
      switch (next.winner) {
        case 'plan':
          standing.change({ nextPlan: next.value.plan });
          break;
        case 'cancel':
          standing.change({ endsAfterThisMonth: true });
          break;
        case 'over':
          return;
      }
    }
  }
}
