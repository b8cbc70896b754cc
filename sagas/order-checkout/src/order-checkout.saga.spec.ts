import 'reflect-metadata';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import { Lifecycle, ParticipantModule, SagaClient, SagaClientModule, SagaCoordinatorModule } from '@skald/nest';
import { systemIds } from '@skald/runtime';
import { recordingLog, virtualClock, type VirtualClock } from '@skald/testing';
import { approve, type Order, orderCheckout } from './order-checkout.contracts.js';
import { OrderCheckoutSagaModule } from './order-checkout.module.js';
import { MemoryEffects } from './participants/effects/effects.memory.js';
import { OrderCheckoutParticipantsModule } from './participants/participants.module.js';

const order: Order = {
  orderId: '42',
  customer: 'c-7',
  lines: [{ sku: 'book', quantity: 2 }],
  total: 80,
  card: '4242424242424242',
};

let module: TestingModule;
let clock: VirtualClock;
let effects: MemoryEffects;
let sagas: SagaClient;

/** The effects there were, in order: `inventory.reserve`, `undo inventory.reserve`. */
const happened = (): string[] =>
  [...effects.effects.values()].map(({ operation, activity }) =>
    operation === 'execute' ? activity : `undo ${activity}`,
  );

/** Lets everything happen that needs no more than a second. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  // It may fail before anybody looks.
  promise.catch(() => undefined);
  await clock.advance(1_000);
  return promise;
}

beforeEach(async () => {
  clock = virtualClock();
  effects = new MemoryEffects();
  const log = recordingLog();
  const store = openEmbeddedStore({ file: ':memory:', clock });
  const shared = { clock, log, ids: systemIds(), store, bus: memoryBus({ clock, log }), onFatal: () => undefined };
  module = await Test.createTestingModule({
    imports: [
      OrderCheckoutSagaModule,
      OrderCheckoutParticipantsModule.forRoot({ effects }),
      SagaCoordinatorModule.forRoot(shared),
      ParticipantModule.forRoot(shared),
      SagaClientModule.forRoot(shared),
    ],
  }).compile();
  await module.init();
  await settled(module.get(Lifecycle).start());
  sagas = module.get(SagaClient);
});

afterEach(async () => {
  const closed = module.close();
  await clock.advance(60_000);
  await closed;
});

const start = (changes: Partial<Order> = {}) =>
  settled(sagas.start(orderCheckout, { workflowId: 'order-42', input: { ...order, ...changes } }));

describe('order-checkout', () => {
  it('reserves, charges, ships and mails, each once', async () => {
    const started = await start();
    expect(await settled(started.result())).toEqual({ paymentId: 'payment-order-42' });
    expect(happened()).toEqual(['inventory.reserve', 'payments.charge', 'shipping.ship', 'mail.send-receipt']);
    expect(effects.calls).toHaveLength(4);
  });

  it('releases the stock, once, when the card is declined', async () => {
    const started = await start({ card: '4000000000000002' });
    await expect(settled(started.result())).rejects.toMatchObject({
      status: 'compensated',
      error: { type: 'CardDeclined' },
    });
    expect(happened()).toEqual(['inventory.reserve', 'undo inventory.reserve']);
  });

  it('fails with nothing to undo when there is no stock', async () => {
    const started = await start({ lines: [{ sku: 'SOLD-OUT', quantity: 1 }] });
    await expect(settled(started.result())).rejects.toMatchObject({ status: 'failed', error: { type: 'OutOfStock' } });
    expect(happened()).toEqual([]);
  });

  it('waits for an approval above 1,000', async () => {
    const started = await start({ total: 1_001 });
    await clock.advance(86_400_000);
    expect(happened()).toEqual(['inventory.reserve', 'payments.charge']);
    await settled(started.signal(approve, { by: 'ana' }));
    expect(await settled(started.result())).toEqual({ paymentId: 'payment-order-42' });
  });

  it('needs no approval for 1,000', async () => {
    const started = await start({ total: 1_000 });
    expect(await settled(started.result())).toEqual({ paymentId: 'payment-order-42' });
  });

  it('gives the money and the stock back when nobody approves in two days', async () => {
    const started = await start({ total: 5_000 });
    const result = started.result();
    const ended = expect(result).rejects.toMatchObject({ status: 'compensated', error: { type: 'ApprovalExpired' } });
    await clock.advance(2 * 86_400_000 + 1_000);
    await ended;
    expect(happened()).toEqual([
      'inventory.reserve',
      'payments.charge',
      'undo payments.charge',
      'undo inventory.reserve',
    ]);
  });

  it('gives everything back when it is cancelled while it waits', async () => {
    const started = await start({ total: 5_000 });
    await settled(started.cancel({ reason: 'the customer called' }));
    await expect(settled(started.result())).rejects.toMatchObject({ status: 'compensated' });
    expect(happened().slice(2)).toEqual(['undo payments.charge', 'undo inventory.reserve']);
  });
});
