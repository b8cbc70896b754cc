import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import { type ActivityContext, Compensates, Executes, type HandedOver, SagaClient } from '@skald/nest';
import { bookFlight } from './trip.contracts.js';

/** The agency's desk: a person books, and says so hours later. */
@Injectable()
export class BookingDesk {
  readonly open = new Map<string, ActivityContext['identity']>();

  constructor(private readonly sagas: SagaClient) {}

  @Executes(bookFlight)
  book(_trip: unknown, ctx: ActivityContext): HandedOver {
    this.open.set(ctx.idempotencyKey, ctx.identity);
    return ctx.handOver();
  }

  @Compensates(bookFlight)
  async giveBack(_forward: Forward<typeof bookFlight>): Promise<void> {}

  async booked(task: string, ticket: string): Promise<void> {
    await this.sagas.activity(this.open.get(task)!).complete({ ticket });
  }

  async soldOut(task: string): Promise<void> {
    await this.sagas.activity(this.open.get(task)!).fail({ type: 'SoldOut', message: 'no seat left', effect: 'none' });
  }
}
