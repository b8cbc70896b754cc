import { Module } from '@nestjs/common';
import { PriceList } from './price-list.js';
import { SubscriptionBillingV1 } from './subscription-billing.saga.js';

/** What a coordinator hosts. */
@Module({ providers: [SubscriptionBillingV1, PriceList] })
export class SubscriptionBillingSagaModule {}
