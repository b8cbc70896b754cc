import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Trip = z.object({ traveller: z.string(), from: z.string(), to: z.string(), price: z.number().positive() });
const Ticket = z.object({ ticket: z.string() });

export const bookFlight = defineActivity('flights.book', {
  input: Trip,
  output: Ticket,
  errors: ['SoldOut'],
  compensable: true,
  retry: { maxAttempts: 5, initialInterval: '500ms' },
  timeout: '10s',
});

export const payTrip = defineActivity('accounts.pay', {
  input: z.object({ traveller: z.string(), amount: z.number() }),
  output: z.object({ payment: z.string() }),
  errors: ['NotEnoughMoney'],
  compensable: true,
  timeout: '30s',
});

export const confirm = defineSignal('confirm', z.object({ by: z.string() }));

export const trip = defineSaga('trip', { input: Trip, output: Ticket, signals: [confirm] });
