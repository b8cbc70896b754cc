import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import { type SagaContext, type SagaDefinition, SagaFailure, type SagaOptions } from '@skald/engine';
import { Saga } from '@skald/nest';
import { z } from 'zod';
import { activity } from './given.js';
import { sagaSpecification } from './saga-specification.js';

export const book = defineActivity('hotel.book', {
  input: z.object({ nights: z.number() }),
  output: z.object({ room: z.string() }),
  errors: ['SoldOut'],
  compensable: true,
  timeout: '10s',
  retry: { maxAttempts: 3, initialInterval: '1 minute' },
  compensation: { retry: { maxAttempts: 2, initialInterval: '1 hour' } },
});
export const mail = defineActivity('mail.send', { input: z.null(), output: z.null(), retry: { maxAttempts: 1 } });
export const approve = defineSignal('approve', z.object({ by: z.string() }));
export const booked = defineDomainEvent('hotels.booked', z.object({ room: z.string() }));
export const trip = defineSaga('trip', {
  input: z.object({ nights: z.number() }),
  output: z.object({ room: z.string() }),
  signals: [approve],
});

interface Trip {
  readonly nights: number;
}

class Prices {
  isDear(nights: number): boolean {
    return nights > 7;
  }
}

@Saga(trip, { version: 1 })
class TripV1 {
  constructor(private readonly prices: Prices) {}

  async run(ctx: SagaContext, { nights }: Trip) {
    const isDear = await ctx.effect('prices', () => this.prices.isDear(nights));
    const { room } = await ctx.activity(book, { nights });
    if (isDear) {
      const answer = await ctx.race({ yes: ctx.receive(approve), late: ctx.timer('2 days') });
      if (answer.winner === 'late') throw new SagaFailure('NobodyApproved');
    }
    ctx.pivot();
    await ctx.activity(mail, null);
    ctx.emit(booked, { room });
    return { room };
  }
}

export const room = { room: '12' };
export const aTrip = sagaSpecification(TripV1, new Prices());
export const allFine = [activity(book).returns(room), activity(mail).returns(null)] as const;
export const code = (
  run: (ctx: SagaContext, input: Trip) => Promise<unknown>,
  options: SagaOptions = {},
): SagaDefinition => ({
  ...{ contract: trip, version: 1, options, run },
});
