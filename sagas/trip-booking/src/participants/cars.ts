import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Held, HoldCar } from '../trip-booking.contracts.js';
import { holdCar } from '../trip-booking.contracts.js';

/** Of this class every car is away. */
const noClass = 'NONE';

@Injectable()
export class Cars {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(holdCar)
  async hold({ tripId, carClass }: HoldCar, ctx: ActivityContext): Promise<Held> {
    await this.effects.called(holdCar, ctx);
    if (carClass === noClass) throw new TerminalError('NoCar', 'every car of this class is away');
    await this.effects.execute(holdCar, ctx);
    return { holdId: `car-${tripId}` };
  }

  @Compensates(holdCar)
  async giveBack(_forward: Forward<typeof holdCar>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(holdCar, ctx);
    await this.effects.undo(holdCar, ctx);
  }
}
