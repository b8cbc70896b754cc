import { SagaFailure, type SagaContext } from '@skald/engine';
import { Saga } from '@skald/nest';
import { bookFlight, confirm, payTrip, trip } from './trip.contracts.js';

interface Trip {
  readonly traveller: string;
  readonly from: string;
  readonly to: string;
  readonly price: number;
}

@Saga(trip, { version: 1, timeout: '2 days' })
export class TripV1 {
  async run(ctx: SagaContext, order: Trip): Promise<{ ticket: string }> {
    const flight = await ctx.activity(bookFlight, order);
    const answer = await ctx.race({ confirmed: ctx.receive(confirm), expired: ctx.timer('1 day') });
    if (answer.winner === 'expired') throw new SagaFailure('NotConfirmed');
    await ctx.activity(payTrip, { traveller: order.traveller, amount: order.price }, { id: 'pay' });
    return flight;
  }
}
