export { SubscriptionBillingParticipantsModule } from './participants/participants.module.js';
export {
  cancelSubscription,
  changePlan,
  chargeMonth,
  invoiceIssued,
  sendReminder,
  subscriptionBilling,
} from './subscription-billing.contracts.js';
export type { Ended, Subscription, SubscriptionView } from './subscription-billing.contracts.js';
export { SubscriptionBillingSagaModule } from './subscription-billing.module.js';
export { SubscriptionBillingV1 } from './subscription-billing.saga.js';
