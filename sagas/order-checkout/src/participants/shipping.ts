import { Injectable } from '@nestjs/common';
import type { ActivityContext } from '@skald/nest';
import { Executes } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import { shipOrder } from '../order-checkout.contracts.js';

@Injectable()
export class Shipping {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(shipOrder)
  async ship(input: { reservationId: string }, ctx: ActivityContext): Promise<{ trackingId: string }> {
    await this.effects.called(shipOrder, ctx);
    await this.effects.execute(shipOrder, ctx);
    return { trackingId: `tracking-${input.reservationId}` };
  }
}
