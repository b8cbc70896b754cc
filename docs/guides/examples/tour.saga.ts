import { ChildFailure, type SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { holdRoom, hotelStay, payRoom, reserveSeats, survey, tour } from './tour.contracts.js';

interface Guest {
  readonly guest: string;
  readonly nights: number;
}

@Saga(hotelStay, { version: 1 })
export class HotelStayV1 {
  async run(ctx: SagaContext, stay: Guest): Promise<{ room: string }> {
    const held = await ctx.activity(holdRoom, stay);
    await ctx.activity(payRoom, stay);
    return held;
  }
}

@Saga(tour, { version: 1 })
export class TourV1 {
  async run(ctx: SagaContext, { guest, nights }: Guest): Promise<{ room: string }> {
    const stay = await this.stay(ctx, { guest, nights });
    await ctx.activity(reserveSeats, { guest });
    ctx.detach(survey, { input: { guest }, workflowId: `survey-${guest}` });
    return stay;
  }

  private async stay(ctx: SagaContext, input: Guest): Promise<{ room: string }> {
    try {
      return await ctx.child(hotelStay, { input, timeout: '1 day', onParentClose: 'cancel' });
    } catch (error) {
      if (!(error instanceof ChildFailure) || error.type !== 'Full') throw error;
      ctx.log.warn('no room for all nights', { status: error.status, outcome: error.outcome });
      return ctx.child(hotelStay, { input: { ...input, nights: 1 } });
    }
  }
}
