import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import { Compensates, Executes, TerminalError, type ActivityContext } from '@skald/nest';
import { bookFlight } from './trip.contracts.js';

/** Stands for whatever a team calls; it takes our key, so that asking twice books once. */
export abstract class Airline {
  abstract book(route: string, key: string): Promise<string | undefined>;
  abstract cancel(ticket: string | undefined, key: string): Promise<void>;
}

@Injectable()
export class Flights {
  constructor(private readonly airline: Airline) {}

  @Executes(bookFlight)
  async book(order: { from: string; to: string }, ctx: ActivityContext): Promise<{ ticket: string }> {
    const ticket = await this.airline.book(`${order.from}-${order.to}`, ctx.idempotencyKey);
    if (ticket === undefined) throw new TerminalError('SoldOut', 'no seat is left');
    return { ticket };
  }

  @Compensates(bookFlight)
  async cancel(forward: Forward<typeof bookFlight>, ctx: ActivityContext): Promise<void> {
    const ticket = forward.outcome === 'completed' ? forward.output.ticket : undefined;
    await this.airline.cancel(ticket, ctx.idempotencyKey);
  }
}
