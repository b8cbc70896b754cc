import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Plan = z.enum(['basic', 'family']);
export type Plan = z.infer<typeof Plan>;

const Subscription = z.object({
  subscriptionId: z.string().min(1),
  customer: z.string().min(1),
  plan: Plan,
  /** How the bank answers is in its last four digits. */
  card: z.string().min(4),
  /** Which month this run is; a new subscription begins with 1. */
  month: z.int().positive().optional(),
  /** When the first month began; a new subscription begins when it is started. */
  since: z.iso.datetime().optional(),
});
export type Subscription = z.infer<typeof Subscription>;

const Ended = z.object({
  ending: z.enum(['canceled', 'suspended']),
  /** The last one. */
  month: z.int().positive(),
  monthsPaid: z.int().nonnegative(),
});
export type Ended = z.infer<typeof Ended>;

const SubscriptionView = z.object({
  month: z.int().positive(),
  state: z.enum(['charging', 'active', 'past-due', 'suspended', 'canceled']),
  plan: Plan,
  nextPlan: Plan,
  endsAfterThisMonth: z.boolean(),
  /** When the month is over. */
  until: z.iso.datetime(),
});
export type SubscriptionView = z.infer<typeof SubscriptionView>;

const Charge = z.object({
  subscriptionId: z.string(),
  month: z.int().positive(),
  /** Of this month, from 1 on: one more after each reminder. */
  charge: z.int().positive(),
  amount: z.number().positive(),
  card: z.string(),
});
export type Charge = z.infer<typeof Charge>;

/** That a card is declined is an answer, not a failure: what fails is a bank that gives none. */
const BankAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('paid'), paymentId: z.string() }),
  z.object({ outcome: z.literal('declined') }),
]);
export type BankAnswer = z.infer<typeof BankAnswer>;

const Reminder = z.object({
  subscriptionId: z.string(),
  customer: z.string(),
  month: z.int().positive(),
  /** From 1 to 3. */
  reminder: z.int().positive(),
});
export type Reminder = z.infer<typeof Reminder>;

export const chargeMonth = defineActivity('billing.charge-month', {
  input: Charge,
  output: BankAnswer,
  retry: { maxAttempts: 8, initialInterval: '1s', maxInterval: '1 hour' },
  timeout: '30s',
});

export const sendReminder = defineActivity('billing.send-reminder', {
  input: Reminder,
  output: z.null(),
  retry: { maxAttempts: 3, initialInterval: '1s' },
  timeout: '10s',
});

export const changePlan = defineSignal('change-plan', z.object({ plan: Plan }));

export const cancelSubscription = defineSignal('cancel-subscription', z.object({ reason: z.string().optional() }));

export const invoiceIssued = defineDomainEvent(
  'subscriptions.invoiced',
  z.object({
    subscriptionId: z.string(),
    customer: z.string(),
    month: z.int().positive(),
    plan: Plan,
    amount: z.number().positive(),
    paymentId: z.string(),
  }),
);

export const subscriptionBilling = defineSaga('subscription-billing', {
  input: Subscription,
  output: Ended,
  view: SubscriptionView,
  signals: [changePlan, cancelSubscription],
});
