export { ApprovalLimits } from './approval-limits.js';
export {
  approve,
  chargeCard,
  orderCheckout,
  orderPlaced,
  reserveStock,
  sendReceipt,
  shipOrder,
} from './order-checkout.contracts.js';
export type { Order, Receipt } from './order-checkout.contracts.js';
export { OrderCheckoutSagaModule } from './order-checkout.module.js';
export { OrderCheckoutV1 } from './order-checkout.saga.js';
export { OrderCheckoutParticipantsModule } from './participants/participants.module.js';
