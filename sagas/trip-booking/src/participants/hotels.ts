import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import type { ActivityContext } from '@skald/nest';
import { Compensates, Executes, TerminalError } from '@skald/nest';
import { RecordedEffects } from '@skald/recorded-effects';
import type { Guarantee, Stay } from '../hotel-stay.contracts.js';
import { guaranteeRoom, reserveRoom } from '../hotel-stay.contracts.js';

const withoutRooms = 'HOTEL-FULL';
const forCashOnly = 'HOTEL-CASH';

@Injectable()
export class Hotels {
  constructor(private readonly effects: RecordedEffects) {}

  @Executes(reserveRoom)
  async reserve({ tripId, hotel }: Stay, ctx: ActivityContext): Promise<{ reservationId: string }> {
    await this.effects.called(reserveRoom, ctx);
    if (hotel === withoutRooms) throw new TerminalError('NoRoom', `${hotel} has no room left`);
    await this.effects.execute(reserveRoom, ctx);
    return { reservationId: `room-${tripId}` };
  }

  @Compensates(reserveRoom)
  async release(_forward: Forward<typeof reserveRoom>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(reserveRoom, ctx);
    await this.effects.undo(reserveRoom, ctx);
  }

  @Executes(guaranteeRoom)
  async guarantee({ hotel, reservationId }: Guarantee, ctx: ActivityContext): Promise<{ guaranteeId: string }> {
    await this.effects.called(guaranteeRoom, ctx);
    if (hotel === forCashOnly) throw new TerminalError('GuaranteeRefused', `${hotel} takes cash only`);
    await this.effects.execute(guaranteeRoom, ctx);
    return { guaranteeId: `guarantee-${reservationId}` };
  }

  @Compensates(guaranteeRoom)
  async withdraw(_forward: Forward<typeof guaranteeRoom>, ctx: ActivityContext): Promise<void> {
    await this.effects.called(guaranteeRoom, ctx);
    await this.effects.undo(guaranteeRoom, ctx);
  }
}
