import { defineActivity } from '@skald/contracts';
import { z } from 'zod';

export const bookRoom = defineActivity('hotels.book', {
  input: z.object({ hotel: z.string(), nights: z.number().int().positive() }),
  output: z.object({ booking: z.string() }),
  errors: ['NoRoom'],
  compensable: true,
  timeout: '20s',
});

export const printTickets = defineActivity('hotels.print-tickets', {
  input: z.object({ tickets: z.array(z.string()) }),
  output: z.object({ printed: z.number() }),
  heartbeat: '30s',
  timeout: '2h',
});

export const grantVisa = defineActivity('hotels.grant-visa', {
  input: z.object({ traveller: z.string() }),
  output: z.object({ visa: z.string() }),
  deadline: '14 days',
});
