import type { SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import type { GuaranteedStay, Stay } from './hotel-stay.contracts.js';
import { guaranteeRoom, hotelStay, reserveRoom } from './hotel-stay.contracts.js';

/** A room that waits for the guest however late. Of use for itself; in a trip it is undone as one unit. */
@Saga(hotelStay, { version: 1, timeout: '1 day' })
export class HotelStayV1 {
  async run(ctx: SagaContext, stay: Stay): Promise<GuaranteedStay> {
    const { reservationId } = await ctx.activity(reserveRoom, stay);
    const { guaranteeId } = await ctx.activity(guaranteeRoom, { hotel: stay.hotel, reservationId });
    return { reservationId, guaranteeId };
  }
}
