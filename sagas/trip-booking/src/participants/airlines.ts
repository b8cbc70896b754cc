import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { ConfirmFare, Held, HoldSeat } from '../trip-booking.contracts.js';
import { confirmFare, holdSeat } from '../trip-booking.contracts.js';

const withoutSeats = 'AIR-FULL';
const thatRaisesFares = 'AIR-DEARER';

@Injectable()
export class Airlines {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(holdSeat)
  async hold({ airline, tripId }: HoldSeat, ctx: ActivityContext): Promise<Held> {
    await this.effects.called(holdSeat, ctx);
    if (airline === withoutSeats) throw new TerminalError('NoSeat', `${airline} has no seat left`);
    await this.effects.execute(holdSeat, ctx);
    return { holdId: `seat-${airline}-${tripId}` };
  }

  @Compensates(holdSeat)
  async giveBack(_forward: Forward<typeof holdSeat>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(holdSeat, ctx);
    await this.effects.undo(holdSeat, ctx);
  }

  @Executes(confirmFare)
  async confirm({ airline }: ConfirmFare, ctx: ActivityContext): Promise<{ fare: number }> {
    await this.effects.called(confirmFare, ctx);
    if (airline === thatRaisesFares) throw new TerminalError('FareRaised', `${airline} wants more than it said`);
    await this.effects.execute(confirmFare, ctx);
    return { fare: 420 };
  }
}
