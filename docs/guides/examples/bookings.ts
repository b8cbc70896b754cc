import { Injectable } from '@nestjs/common';
import { SignalsFrom, StartsFrom } from '@skald/nest';
import { z } from 'zod';
import { confirm, trip } from './trip.contracts.js';

const Booking = z.object({ nr: z.string(), customer: z.string(), route: z.string(), cents: z.int() });

interface Confirmation {
  readonly nr: string;
  readonly agent: string;
}

@StartsFrom(
  'bookings.requested',
  trip,
  ({ nr, customer, route, cents }, record) => {
    if (record.headers['channel'] === 'test') return undefined;
    const [from = '', to = ''] = route.split('-');
    return { workflowId: `trip-${nr}`, input: { traveller: customer, from, to, price: cents / 100 } };
  },
  { schema: Booking },
)
@SignalsFrom('bookings.confirmed', confirm, ({ nr, agent }: Confirmation) => ({
  workflowId: `trip-${nr}`,
  payload: { by: agent },
}))
@Injectable()
export class Bookings {}
