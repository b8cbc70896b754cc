import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Line = z.object({ sku: z.string().min(1), quantity: z.int().positive() });

const Order = z.object({
  orderId: z.string().min(1),
  customer: z.string().min(1),
  lines: z.array(Line).min(1),
  total: z.number().nonnegative(),
  /** One that ends in 0002 is declined. */
  card: z.string().min(1),
});
export type Order = z.infer<typeof Order>;

const Receipt = z.object({ paymentId: z.string() });
export type Receipt = z.infer<typeof Receipt>;

const ReserveStock = z.object({ orderId: z.string(), lines: z.array(Line) });
export type ReserveStock = z.infer<typeof ReserveStock>;
const Reservation = z.object({ id: z.string() });
export type Reservation = z.infer<typeof Reservation>;

const Charge = z.object({ amount: z.number().nonnegative(), card: z.string() });
export type Charge = z.infer<typeof Charge>;
const Payment = z.object({ id: z.string() });
export type Payment = z.infer<typeof Payment>;

export const reserveStock = defineActivity('inventory.reserve', {
  input: ReserveStock,
  output: Reservation,
  errors: ['OutOfStock'],
  compensable: true,
  retry: { maxAttempts: 5, initialInterval: '500ms', backoffCoefficient: 2, maxInterval: '30s' },
  timeout: '10s',
});

export const chargeCard = defineActivity('payments.charge', {
  input: Charge,
  output: Payment,
  errors: ['CardDeclined'],
  compensable: true,
  retry: { maxAttempts: 5, initialInterval: '500ms', maxInterval: '30s' },
  timeout: '10s',
  compensation: { retry: { maxAttempts: 20 } },
});

export const shipOrder = defineActivity('shipping.ship', {
  input: z.object({ reservationId: z.string() }),
  output: z.object({ trackingId: z.string() }),
  timeout: '10s',
});

export const sendReceipt = defineActivity('mail.send-receipt', {
  input: z.object({ orderId: z.string() }),
  output: z.null(),
  retry: { maxAttempts: 3, initialInterval: '500ms' },
  timeout: '10s',
});

export const approve = defineSignal('approve', z.object({ by: z.string().min(1) }));

export const orderPlaced = defineDomainEvent('orders.placed', z.object({ orderId: z.string() }));

export const orderCheckout = defineSaga('order-checkout', { input: Order, output: Receipt, signals: [approve] });
