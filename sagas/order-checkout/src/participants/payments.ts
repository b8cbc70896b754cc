import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Charge, Payment } from '../order-checkout.contracts.js';
import { chargeCard } from '../order-checkout.contracts.js';

@Injectable()
export class Payments {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(chargeCard, { breaker: { errorThresholdPercentage: 50 } })
  async charge(input: Charge, ctx: ActivityContext): Promise<Payment> {
    await this.effects.called(chargeCard, ctx);
    if (input.card.endsWith('0002')) throw new TerminalError('CardDeclined', 'the bank declined the card');
    await this.effects.execute(chargeCard, ctx);
    return { id: `payment-${ctx.workflowId}` };
  }

  @Compensates(chargeCard)
  async refund(_forward: Forward<typeof chargeCard>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(chargeCard, ctx);
    await this.effects.undo(chargeCard, ctx);
  }
}
