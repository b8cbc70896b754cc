import type { SagaContext } from '@skald/engine';
import { SagaFailure } from '@skald/engine';
import { Saga } from '@skald/nest';
import { ApprovalLimits } from './approval-limits.js';
import type { Order, Receipt } from './order-checkout.contracts.js';
import {
  approve,
  chargeCard,
  orderCheckout,
  orderPlaced,
  reserveStock,
  sendReceipt,
  shipOrder,
} from './order-checkout.contracts.js';

@Saga(orderCheckout, { version: 1, timeout: '3 days' })
export class OrderCheckoutV1 {
  constructor(private readonly limits: ApprovalLimits) {}

  async run(ctx: SagaContext, order: Order): Promise<Receipt> {
    const needsApproval = await ctx.effect('limits', () => this.limits.needsApproval(order.total));
    const reservation = await ctx.activity(reserveStock, { orderId: order.orderId, lines: order.lines });
    const payment = await ctx.activity(
      chargeCard,
      { amount: order.total, card: order.card },
      { id: 'charge', timeout: '30s' },
    );
    if (needsApproval) {
      const decision = await ctx.race({ answered: ctx.receive(approve), expired: ctx.timer('2 days') });
      if (decision.winner === 'expired')
        throw new SagaFailure('ApprovalExpired', 'nobody approved the order in two days');
    }
    ctx.pivot();
    await ctx.activity(shipOrder, { reservationId: reservation.id });
    await ctx.bestEffort(sendReceipt, { orderId: order.orderId });
    ctx.emit(orderPlaced, { orderId: order.orderId });
    return { paymentId: payment.id };
  }
}
