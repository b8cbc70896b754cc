import { describe, expect, it } from '@jest/globals';
import {
  activity,
  cancel,
  completed,
  emitted,
  executed,
  forwardFailed,
  not,
  operator,
  type RecordedInstance,
  sagaSpecification,
  signal,
  start,
  timePasses,
  waitsFor,
} from '@skald/testing';
import { answerOfCard } from './participants/answer-of-card.js';
import { PriceList } from './price-list.js';
import type { BankAnswer, Charge, Subscription } from './subscription-billing.contracts.js';
import {
  cancelSubscription,
  changePlan,
  chargeMonth,
  invoiceIssued,
  sendReminder,
} from './subscription-billing.contracts.js';
import { SubscriptionBillingV1 } from './subscription-billing.saga.js';

const subscription: Subscription = {
  subscriptionId: 's-1',
  customer: 'c-7',
  plan: 'basic',
  card: '4242424242424242',
};
const card = (digits: string): Subscription => ({ ...subscription, card: `400000000000${digits}` });
const firstCharge: Charge = { subscriptionId: 's-1', month: 1, charge: 1, amount: 10, card: subscription.card };
const invoice = {
  subscriptionId: 's-1',
  customer: 'c-7',
  month: 1,
  plan: 'basic',
  amount: 10,
  paymentId: 'p-1-1',
} as const;

/** Answers as the bank of the example does. */
const bank = activity(chargeMonth).returns((input): BankAnswer => {
  if (answerOfCard(input) === 'declined') return { outcome: 'declined' };
  return { outcome: 'paid', paymentId: `p-${input.month}-${input.charge}` };
});
const billing = sagaSpecification(SubscriptionBillingV1, new PriceList()).given(
  bank,
  activity(sendReminder).returns(null),
);
const goodbye = signal(cancelSubscription, {});
const family = signal(changePlan, { plan: 'family' });

/** What was charged in which month: `1: 10`. */
const charged = ({ scheduled }: RecordedInstance): string[] =>
  scheduled
    .filter(({ activity: name }) => name === chargeMonth.name)
    .map(({ input }) => input as unknown as Charge)
    .map(({ month, amount }) => `${month}: ${amount}`);
const invoiced = (instance: RecordedInstance): unknown[] =>
  instance.eventsOf('DomainEventEmitted').map(({ payload }) => (payload as { month: number }).month);
const reminders = ({ scheduled }: RecordedInstance): number =>
  scheduled.filter(({ activity: name }) => name === sendReminder.name).length;

describe('a month of subscription-billing', () => {
  it('is charged and invoiced', () =>
    billing
      .when(start(subscription))
      .then(waitsFor(cancelSubscription), executed(chargeMonth, firstCharge), emitted(invoiceIssued, invoice)));

  it('is over a month later, when the next one is charged', async () => {
    const first = await billing.when(start(subscription), timePasses('30 days')).then(waitsFor('timer'));
    expect(charged(first)).toEqual(['1: 10']);
    const second = await billing.when(start(subscription), timePasses('31 days')).then(waitsFor('timer'));
    expect(charged(second)).toEqual(['1: 10', '2: 10']);
  });

  it('follows another: twelve are twelve runs, twelve charges, twelve invoices', async () => {
    const year = await billing.when(start(subscription), timePasses('360 days')).then(waitsFor('timer'));
    const months = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(charged(year)).toEqual(months.map((month) => `${month}: 10`));
    expect(invoiced(year)).toEqual(months);
    expect(year.eventsOf('SagaContinuedAsNew')).toHaveLength(11);
    expect(year.standing).toMatchObject({ run: 11, view: { month: 12, state: 'active' } });
  });

  it('is seen from outside', async () => {
    const { standing } = await billing.when(start(subscription), family, goodbye).then(waitsFor('timer'));
    expect(standing).toMatchObject({
      view: {
        ...{ month: 1, state: 'active', plan: 'basic', nextPlan: 'family', endsAfterThisMonth: true },
        until: '2026-02-01T00:00:00.000Z',
      },
      attributes: [
        { k: 'month', v: 1 },
        { k: 'state', v: 'active' },
        { k: 'plan', v: 'basic' },
      ],
    });
  });
});

describe('a declined card', () => {
  it('is charged again after a day, three days and a week, with a reminder each', async () => {
    const declined = billing.when(start(card('0002')));
    for (const [days, charges] of [
      [0, 1],
      [1, 2],
      [3, 2],
      [4, 3],
      [10, 3],
    ] as const) {
      const instance = await declined.when(timePasses(`${days} days`)).then(waitsFor('timer'));
      expect([days, charged(instance).length, reminders(instance)]).toEqual([days, charges, charges]);
      expect(instance.standing).toMatchObject({ view: { state: 'past-due' } });
    }
  });

  it('that is declined to the last suspends the subscription', async () => {
    const instance = await billing
      .when(start(card('0002')), timePasses('11 days'))
      .then(completed({ ending: 'suspended', month: 1, monthsPaid: 0 }), not(emitted(invoiceIssued)));
    expect([charged(instance).length, reminders(instance)]).toEqual([4, 3]);
    expect(instance.standing).toMatchObject({ view: { state: 'suspended' } });
  });

  it.each([
    ['0101', 1],
    ['0103', 3],
  ])('that is paid in the end (%s) keeps the subscription, and the day of the month', async (digits, sent) => {
    const month = await billing.when(start(card(digits)), timePasses('30 days')).then(emitted(invoiceIssued));
    expect(reminders(month)).toBe(sent);
    expect(month.standing).toMatchObject({ view: { state: 'active', until: '2026-02-01T00:00:00.000Z' } });
    const next = await billing.when(start(card(digits)), timePasses('31 days')).then(waitsFor('timer'));
    expect(charged(next)).toContain('2: 10');
  });

  it('leaves paid months as they are', async () => {
    const instance = await billing
      .when(start(card('0202')), timePasses('80 days'))
      .then(completed({ ending: 'suspended', month: 3, monthsPaid: 2 }));
    expect(invoiced(instance)).toEqual([1, 2]);
    expect(instance.undone).toEqual([]);
  });

  it('is charged again although no reminder arrives', async () => {
    const instance = await sagaSpecification(SubscriptionBillingV1, new PriceList())
      .given(bank, activity(sendReminder).fails('MailboxGone'))
      .when(start(card('0101')), timePasses('2 days'))
      .then(emitted(invoiceIssued));
    expect(charged(instance)).toHaveLength(2);
  });
});

describe('a cancellation', () => {
  it('ends the subscription at the end of the month', async () => {
    const cancelled = billing.when(start(subscription), timePasses('40 days'), goodbye);
    await cancelled.when(timePasses('10 days')).then(waitsFor('timer'));
    const over = await cancelled
      .when(timePasses('30 days'))
      .then(completed({ ending: 'canceled', month: 2, monthsPaid: 2 }));
    expect(charged(over)).toEqual(['1: 10', '2: 10']);
  });

  it('while the month is not paid ends it when it is paid', async () => {
    const owing = billing.when(start(card('0101')), goodbye);
    const { standing } = await owing.then(waitsFor('timer'));
    expect(standing).toMatchObject({ view: { state: 'past-due', endsAfterThisMonth: true } });
    await owing.when(timePasses('31 days')).then(completed({ ending: 'canceled', month: 1, monthsPaid: 1 }));
  });

  it('does not keep a month that is never paid from being told', () =>
    billing
      .when(start(card('0002')), goodbye, timePasses('31 days'))
      .then(completed({ ending: 'suspended', month: 1, monthsPaid: 0 })));
});

describe('a change of plan', () => {
  it('counts from the next month', async () => {
    const instance = await billing
      .when(start(subscription), timePasses('10 days'), family, timePasses('60 days'))
      .then(waitsFor('timer'));
    expect(charged(instance)).toEqual(['1: 10', '2: 25', '3: 25']);
    expect(instance.standing).toMatchObject({ view: { month: 3, plan: 'family' } });
  });

  it('may be taken back before that', async () => {
    const instance = await billing
      .when(start(subscription), family, signal(changePlan, { plan: 'basic' }), timePasses('31 days'))
      .then(waitsFor('timer'));
    expect(charged(instance)).toEqual(['1: 10', '2: 10']);
  });
});

describe('a bank that does not answer', () => {
  const away = sagaSpecification(SubscriptionBillingV1, new PriceList()).given(
    activity(chargeMonth).fails('BankAway', { times: 8 }).returns({ outcome: 'paid', paymentId: 'p-1-1' }),
    activity(sendReminder).returns(null),
  );

  it('is asked again, and is no reason to remind anybody', () =>
    sagaSpecification(SubscriptionBillingV1, new PriceList())
      .given(activity(chargeMonth).fails('BankAway', { times: 7 }).returns({ outcome: 'paid', paymentId: 'p-1-1' }))
      .when(start(subscription))
      .then(emitted(invoiceIssued, invoice), not(executed(sendReminder))));

  it('for too long lets an operator decide, who charges again under the same key', async () => {
    const stuck = away.when(start(subscription));
    await stuck.then(forwardFailed(), not(executed(sendReminder)));
    await stuck
      .when(operator('retry', { activityId: 'charge-1', reason: 'the bank is back' }))
      .then(waitsFor('timer'), emitted(invoiceIssued, invoice));
  });
});

it('an operator’s cancel undoes nothing and ends nothing: what is paid stays paid', async () => {
  const instance = await billing
    .when(start(subscription), cancel({ reason: 'by mistake' }), timePasses('31 days'))
    .then(waitsFor('timer'));
  expect(charged(instance)).toEqual(['1: 10', '2: 10']);
  expect(instance.undone).toEqual([]);
});
