import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Goods = z.object({ sku: z.string(), price: z.number() });
export type Goods = z.infer<typeof Goods>;
export const goods: Goods = { sku: 'book', price: 12 };

export const reserve = defineActivity('golden.reserve', {
  input: Goods,
  output: z.object({ id: z.string() }),
  errors: ['SoldOut'],
  compensable: true,
  timeout: '10s',
  retry: { maxAttempts: 3, initialInterval: '1s' },
  compensation: { retry: { maxAttempts: 2, initialInterval: '1s' }, timeout: '5s' },
});

export const charge = defineActivity('golden.charge', {
  input: z.object({ amount: z.number() }),
  output: z.object({ id: z.string() }),
  errors: ['CardDeclined'],
  compensable: true,
  timeout: '10s',
  retry: { maxAttempts: 2, initialInterval: '1s' },
});

export const ship = defineActivity('golden.ship', {
  input: z.object({ to: z.string() }),
  output: z.null(),
  timeout: '10s',
  retry: { maxAttempts: 1 },
});

export const approve = defineSignal('approve', z.object({ by: z.string() }));

export const sold = defineDomainEvent('golden.sold', z.object({ sku: z.string() }));

export const kit = defineSaga('golden.kit', { input: Goods, output: z.unknown(), signals: [approve] });

export const shop = defineSaga('golden.shop', { input: Goods, output: z.unknown(), signals: [approve] });
