export { ApprovalLimits } from './approval-limits.js';
export { EffectStore } from './participants/effects/effect-store.js';
export type { Call, HappenedEffect } from './participants/effects/effect-store.js';
export { MemoryEffects } from './participants/effects/effects.memory.js';
export { MongoEffects } from './participants/effects/effects.mongo.js';
export { SqliteEffects } from './participants/effects/effects.sqlite.js';
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
export type { OrderCheckoutParticipantsOptions } from './participants/participants.module.js';
