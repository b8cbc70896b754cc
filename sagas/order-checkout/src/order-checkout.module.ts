import { Module } from '@nestjs/common';
import { ApprovalLimits } from './approval-limits.js';
import { OrderCheckoutV1 } from './order-checkout.saga.js';

/** What a coordinator hosts. */
@Module({ providers: [OrderCheckoutV1, ApprovalLimits] })
export class OrderCheckoutSagaModule {}
