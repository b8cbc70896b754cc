import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { BankAnswer, Charge } from '../subscription-billing.contracts.js';
import { chargeMonth } from '../subscription-billing.contracts.js';
import { answerOfCard } from './answer-of-card.js';

@Injectable()
export class Bank {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(chargeMonth)
  async charge(input: Charge, ctx: ActivityContext): Promise<BankAnswer> {
    await this.effects.called(chargeMonth, ctx);
    switch (answerOfCard(input)) {
      case 'away':
        throw new Error('the bank does not answer');
      case 'declined':
        return { outcome: 'declined' };
      case 'paid':
        await this.effects.execute(chargeMonth, ctx);
        return { outcome: 'paid', paymentId: `payment-${input.subscriptionId}-${input.month}` };
    }
  }
}
