import { Test } from '@nestjs/testing';
import type { Turn } from '@skald/engine';
import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import { Lifecycle, ParticipantModule, SagaClient, SagaClientModule, SagaCoordinatorModule } from '@skald/nest';
import { type Order, orderCheckout } from '@skald/order-checkout';
import { OrderCheckoutParticipantsModule, OrderCheckoutSagaModule } from '@skald/order-checkout';
import type { MessageBus, OutgoingRecord } from '@skald/ports';
import { MemoryEffects } from '@skald/recorded-effects';
import { systemIds } from '@skald/runtime';
import { recordingLog, virtualClock } from '@skald/testing';

const order: Order = {
  orderId: '42',
  customer: 'c-7',
  lines: [{ sku: 'book', quantity: 2 }],
  total: 80,
  card: '4242424242424242',
};

/** Coordinator, worker and client of the example in virtual time, with everything that goes over the bus in sight. */
export async function watchedCheckout() {
  const clock = virtualClock();
  const log = recordingLog();
  const store = openEmbeddedStore({ file: ':memory:', clock });
  const bus = memoryBus({ clock, log });
  const published: OutgoingRecord[] = [];
  const watched: MessageBus = Object.assign(Object.create(bus) as MessageBus, {
    publish: (records: readonly OutgoingRecord[]) => {
      published.push(...records);
      return bus.publish(records);
    },
  });
  const shared = { clock, log, ids: systemIds(), store, bus: watched, onFatal: () => undefined };
  const module = await Test.createTestingModule({
    imports: [
      OrderCheckoutSagaModule,
      OrderCheckoutParticipantsModule.forRoot({ effects: new MemoryEffects() }),
      SagaCoordinatorModule.forRoot(shared),
      ParticipantModule.forRoot(shared),
      SagaClientModule.forRoot(shared),
    ],
  }).compile();

  /** Lets everything happen that needs no more than a second. */
  const settled = async <T>(promise: Promise<T>): Promise<T> => {
    promise.catch(() => undefined);
    await clock.advance(1_000);
    return promise;
  };

  await module.init();
  await settled(module.get(Lifecycle).start());
  const client = module.get(SagaClient);
  return {
    clock,
    published,
    settled,
    client,
    start: (workflowId: string, changes: Partial<Order> = {}) =>
      settled(client.start(orderCheckout, { workflowId, input: { ...order, ...changes } })),
    history: (workflowId: string): Promise<readonly Turn[]> => store.journal.page(`default/${workflowId}`, -1, 1_000),
    close: async () => {
      const closed = module.close();
      await clock.advance(60_000);
      await closed;
    },
  };
}
