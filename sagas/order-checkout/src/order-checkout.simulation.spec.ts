import { expect, it } from '@jest/globals';
import type { ActivityContext, ActivityHandler } from '@skald/runtime';
import { sagaOf } from '@skald/testing';
import { type PlannedCall, type Random, simulate, type Workload } from '@skald/testing/simulator';
import { ApprovalLimits } from './approval-limits.js';
import type { Charge } from './order-checkout.contracts.js';
import {
  approve,
  chargeCard,
  orderCheckout,
  reserveStock,
  sendReceipt,
  shipOrder,
} from './order-checkout.contracts.js';
import { OrderCheckoutV1 } from './order-checkout.saga.js';

const sagas = [sagaOf(OrderCheckoutV1, new ApprovalLimits())];

/** What takes effect is noted by the simulator: once for each idempotency key. */
const handlers = (): readonly ActivityHandler[] => [
  {
    contract: reserveStock as never,
    execute: (_: unknown, ctx: ActivityContext) => ({ id: ctx.idempotencyKey }),
    compensate: () => undefined,
  },
  {
    contract: chargeCard as never,
    execute: (charge: unknown, ctx: ActivityContext) => {
      if ((charge as Charge).card.endsWith('0002')) throw Object.assign(new Error('no'), { name: 'CardDeclined' });
      return { id: ctx.idempotencyKey };
    },
    compensate: () => undefined,
  },
  { contract: shipOrder as never, execute: () => ({ trackingId: 't-1' }) },
  { contract: sendReceipt as never, execute: () => null },
];

/** Five orders: some cards are declined, some orders wait for an approval, some are cancelled. */
function callsOf(random: Random): Workload['calls'] {
  const orders = Array.from({ length: 5 }, (_, i): readonly PlannedCall[] => {
    const workflowId = `order-${i}`;
    const to = { namespace: 'default', workflowId };
    const input = {
      ...{ orderId: `${i}`, customer: 'c-7', lines: [{ sku: 'book', quantity: 1 }] },
      ...{ total: random.pick([80, 1_500]), card: random.pick(['4242', '0002']) },
    };
    const next = random.chance(0.7)
      ? ({ type: 'signal', ...to, name: approve.name, payload: { by: 'ana' }, requestId: `approve-${i}` } as const)
      : ({ type: 'cancel', ...to, requestId: `cancel-${i}` } as const);
    return [
      {
        afterMs: random.integer(0, 5_000),
        request: { type: 'start', ...to, saga: orderCheckout.name, input, requestId: `start-${i}` },
      },
      { afterMs: random.integer(5_000, 60_000), request: next },
    ];
  });
  return [orders.flat()];
}

const workload = (random: Random): Workload => ({ handlers, calls: callsOf(random) });

it('loses no order, charges none twice and undoes what was done, whatever fails', async () => {
  const report = await simulate({ sagas, workload, seeds: 20 });
  expect(report.instances).toBeGreaterThan(50);
  expect(report.faults).toBeGreaterThan(100);
}, 60_000);
