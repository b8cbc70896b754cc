import { Injectable } from '@nestjs/common';
import type { Plan } from './subscription-billing.contracts.js';

/** What a month costs; it may change while subscriptions run. */
@Injectable()
export class PriceList {
  private readonly monthly: Readonly<Record<Plan, number>> = { basic: 10, family: 25 };

  of(plan: Plan): number {
    return this.monthly[plan];
  }
}
