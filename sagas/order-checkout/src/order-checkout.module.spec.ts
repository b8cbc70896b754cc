import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEffects } from '@skald/recorded-effects';
import { SagaTestingModule } from '@skald/testing';
import { approve, type Order, orderCheckout } from './order-checkout.contracts.js';
import { OrderCheckoutSagaModule } from './order-checkout.module.js';
import { OrderCheckoutParticipantsModule } from './participants/participants.module.js';

const order: Order = {
  orderId: '42',
  customer: 'c-7',
  lines: [{ sku: 'book', quantity: 2 }],
  total: 80,
  card: '4242424242424242',
};
const everything = ['inventory.reserve', 'payments.charge', 'shipping.ship', 'mail.send-receipt'];

let shop: SagaTestingModule;
let effects: MemoryEffects;

/** The effects there were, in order: `inventory.reserve`, `undo inventory.reserve`. */
const happened = (): string[] =>
  [...effects.effects.values()].map(({ operation, activity }) =>
    operation === 'execute' ? activity : `undo ${activity}`,
  );

const start = (changes: Partial<Order> = {}) =>
  shop.settled(shop.client.start(orderCheckout, { workflowId: 'order-42', input: { ...order, ...changes } }));

beforeEach(async () => {
  effects = new MemoryEffects();
  shop = await SagaTestingModule.create({
    sagas: [OrderCheckoutSagaModule],
    participants: [OrderCheckoutParticipantsModule.forRoot({ effects })],
  });
});

afterEach(() => shop.close());

describe('order-checkout with its participants', () => {
  it('does everything, each once', async () => {
    const started = await start();
    expect(await shop.settled(started.result())).toEqual({ paymentId: 'payment-order-42' });
    expect(happened()).toEqual(everything);
    expect(effects.calls).toHaveLength(4);
  });

  it('releases the stock, once, when the card is declined', async () => {
    const started = await start({ card: '4000000000000002' });
    await expect(shop.settled(started.result())).rejects.toMatchObject({
      status: 'compensated',
      error: { type: 'CardDeclined' },
    });
    expect(happened()).toEqual(['inventory.reserve', 'undo inventory.reserve']);
  });

  it('gives the money and the stock back when nobody approves in two days', async () => {
    const started = await start({ total: 5_000 });
    const result = started.result();
    const ended = expect(result).rejects.toMatchObject({ status: 'compensated', error: { type: 'ApprovalExpired' } });
    await shop.timePasses('2 days');
    await ended;
    expect(happened().slice(2)).toEqual(['undo payments.charge', 'undo inventory.reserve']);
  });
});

describe('order-checkout in trouble', () => {
  const charged = (): number => happened().filter((effect) => effect === 'payments.charge').length;

  it.each(['before', 'after'] as const)('goes on when the store fails %s a write', async (when) => {
    shop.faults.failNextWrite(when);
    const starting = start();
    await shop.timePasses('1 minute');
    expect(await shop.settled((await starting).result())).toEqual({ paymentId: 'payment-order-42' });
    expect(happened()).toEqual(everything);
    expect(shop.faults.open).toBe(0);
  });

  it('charges once when the command comes twice', async () => {
    shop.faults.duplicateNext('saga.commands.payments');
    const started = await start();
    await shop.settled(started.result());
    expect(charged()).toBe(1);
    expect(shop.faults.open).toBe(0);
  });

  it('waits for a command that is late', async () => {
    shop.faults.delayNext('saga.commands.shipping', '5 minutes');
    const started = await start();
    expect(happened()).toEqual(everything.slice(0, 2));
    await shop.timePasses('5 minutes');
    await shop.settled(started.result());
    expect(happened()).toEqual(everything);
  });

  it('goes on in another coordinator after a crash', async () => {
    const started = await start({ total: 5_000 });
    await shop.crash('coordinator');
    await shop.restart('coordinator');
    await shop.settled(started.signal(approve, { by: 'ana' }));
    expect(await shop.settled(started.result())).toEqual({ paymentId: 'payment-order-42' });
    expect(happened()).toEqual(everything);
  });

  it('charges when a worker is there again', async () => {
    await shop.crash('worker');
    const started = await start();
    expect(happened()).toEqual([]);
    await shop.restart('worker');
    expect(await shop.settled(started.result())).toEqual({ paymentId: 'payment-order-42' });
    expect(happened()).toEqual(everything);
  });
});
