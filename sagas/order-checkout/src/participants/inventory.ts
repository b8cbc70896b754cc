import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Reservation, ReserveStock } from '../order-checkout.contracts.js';
import { reserveStock } from '../order-checkout.contracts.js';

/** Of these the shelf is always empty. */
const soldOut = 'SOLD-OUT';

@Injectable()
export class Inventory {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(reserveStock)
  async reserve(input: ReserveStock, ctx: ActivityContext): Promise<Reservation> {
    await this.effects.called(reserveStock, ctx);
    if (input.lines.some(({ sku }) => sku === soldOut))
      throw new TerminalError('OutOfStock', `${soldOut} is not in stock`);
    await this.effects.execute(reserveStock, ctx);
    return { id: `reservation-${input.orderId}` };
  }

  @Compensates(reserveStock)
  async release(_forward: Forward<typeof reserveStock>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(reserveStock, ctx);
    await this.effects.undo(reserveStock, ctx);
  }
}
