import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEffects } from '@skald/recorded-effects';
import { SagaTestingModule } from '@skald/testing';
import { SubscriptionBillingParticipantsModule } from './participants/participants.module.js';
import type { Subscription } from './subscription-billing.contracts.js';
import { cancelSubscription, subscriptionBilling } from './subscription-billing.contracts.js';
import { SubscriptionBillingSagaModule } from './subscription-billing.module.js';

const subscription: Subscription = {
  subscriptionId: 's-1',
  customer: 'c-7',
  plan: 'basic',
  card: '4242424242424242',
};

let shop: SagaTestingModule;
let effects: MemoryEffects;

const happened = (): string[] => [...effects.effects.values()].map(({ activity }) => activity);

const start = (changes: Partial<Subscription> = {}) =>
  shop.settled(
    shop.client.start(subscriptionBilling, { workflowId: 'subscription-1', input: { ...subscription, ...changes } }),
  );

beforeEach(async () => {
  effects = new MemoryEffects();
  shop = await SagaTestingModule.create({
    sagas: [SubscriptionBillingSagaModule],
    participants: [SubscriptionBillingParticipantsModule.forRoot({ effects })],
  });
});

afterEach(() => shop.close());

describe('subscription-billing with its participants', () => {
  it('charges each month once, under a key of its own, until it is cancelled', async () => {
    const started = await start();
    await shop.timePasses('80 days');
    await shop.settled(started.signal(cancelSubscription, {}));
    const result = started.result();
    await shop.timePasses('31 days');
    expect(await result).toEqual({ ending: 'canceled', month: 3, monthsPaid: 3 });
    expect([...effects.effects.keys()]).toEqual([
      'subscription-1:charge-1:execute',
      'subscription-1:charge-1:execute.1',
      'subscription-1:charge-1:execute.2',
    ]);
  });

  it('reminds three times and suspends when the card is declined', async () => {
    const started = await start({ card: '4000000000000002' });
    const result = started.result();
    await shop.timePasses('11 days');
    expect(await result).toEqual({ ending: 'suspended', month: 1, monthsPaid: 0 });
    expect(happened()).toEqual(Array(3).fill('billing.send-reminder'));
    expect(effects.calls.filter(({ activity }) => activity === 'billing.charge-month')).toHaveLength(4);
  });

  it('charges again although a customer cannot be reminded', async () => {
    await start({ card: '4000000000000101', customer: 'unreachable' });
    await shop.timePasses('2 days');
    expect(happened()).toEqual(['billing.charge-month']);
  });

  it('goes on in another coordinator after a crash in the middle of dunning, and keeps the day', async () => {
    const started = await start({ card: '4000000000000102' });
    await shop.timePasses('2 days');
    await shop.crash('coordinator');
    await shop.timePasses('1 hour');
    await shop.restart('coordinator');
    await shop.settled(started.signal(cancelSubscription, {}));
    const result = started.result();
    await shop.timePasses('1 day');
    expect(happened()).toEqual(Array(2).fill('billing.send-reminder'));
    await shop.timePasses('1 day');
    expect(happened()).toEqual([...Array<string>(2).fill('billing.send-reminder'), 'billing.charge-month']);
    await shop.timePasses('27 days');
    expect(await result).toEqual({ ending: 'canceled', month: 1, monthsPaid: 1 });
  });
});
