import { Injectable } from '@nestjs/common';
import type { Forward } from '@skald/contracts';
import { Compensates, Executes, RetryableError, TerminalError } from '@skald/nest';
import type { ActivityContext, HandedOver } from '@skald/nest';
import { bookRoom, grantVisa, printTickets } from './hotel.contracts.js';

/** Whatever a team calls. Each call takes our key, so that asking twice does it once. */
export abstract class Desk {
  abstract book(hotel: string, nights: number, key: string): Promise<'full' | 'busy' | { readonly booking: string }>;
  abstract release(booking: string, key: string): Promise<void>;
  /** Finds what was booked under a key, if anything was. */
  abstract find(key: string): Promise<string | undefined>;
  abstract print(ticket: string, abort: AbortSignal): Promise<void>;
  abstract askConsulate(traveller: string, answerTo: object): Promise<void>;
}

@Injectable()
export class Hotels {
  constructor(private readonly desk: Desk) {}

  @Executes(bookRoom, { concurrency: 20, breaker: { errorThresholdPercentage: 50, resetTimeout: '10s' } })
  async book(order: { hotel: string; nights: number }, ctx: ActivityContext): Promise<{ booking: string }> {
    const answer = await this.desk.book(order.hotel, order.nights, ctx.idempotencyKey);
    if (answer === 'full') throw new TerminalError('NoRoom', `${order.hotel} is full`);
    if (answer === 'busy') throw new RetryableError({ message: 'the desk is busy', retryAfter: '5s', effect: 'none' });
    return answer;
  }

  @Compensates(bookRoom)
  async release(forward: Forward<typeof bookRoom>, ctx: ActivityContext): Promise<void> {
    const forwardKey = ctx.idempotencyKey.replace(':compensate', ':execute').replace(/:late$/, '');
    const booking = forward.outcome === 'completed' ? forward.output.booking : await this.desk.find(forwardKey);
    if (booking !== undefined) await this.desk.release(booking, ctx.idempotencyKey);
  }

  @Executes(printTickets, { exclusive: true })
  async print({ tickets }: { tickets: string[] }, ctx: ActivityContext): Promise<{ printed: number }> {
    let printed = typeof ctx.lastHeartbeat === 'number' ? ctx.lastHeartbeat : 0;
    for (const ticket of tickets.slice(printed)) {
      ctx.abort.throwIfAborted();
      await this.desk.print(ticket, ctx.abort);
      ctx.heartbeat(++printed);
    }
    return { printed };
  }

  @Executes(grantVisa)
  async visa({ traveller }: { traveller: string }, ctx: ActivityContext): Promise<HandedOver> {
    await this.desk.askConsulate(traveller, ctx.identity);
    return ctx.handOver();
  }
}
