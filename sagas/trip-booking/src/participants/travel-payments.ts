import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { ChargeTraveller } from '../trip-booking.contracts.js';
import { chargeTraveller } from '../trip-booking.contracts.js';

@Injectable()
export class TravelPayments {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(chargeTraveller)
  async charge({ tripId, card }: ChargeTraveller, ctx: ActivityContext): Promise<{ paymentId: string }> {
    await this.effects.called(chargeTraveller, ctx);
    if (card.endsWith('0002')) throw new TerminalError('CardDeclined', 'the bank declined the card');
    await this.effects.execute(chargeTraveller, ctx);
    return { paymentId: `payment-${tripId}` };
  }

  @Compensates(chargeTraveller)
  async refund(_forward: Forward<typeof chargeTraveller>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(chargeTraveller, ctx);
    await this.effects.undo(chargeTraveller, ctx);
  }
}
