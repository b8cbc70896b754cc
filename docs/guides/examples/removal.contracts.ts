import { defineActivity, defineDomainEvent, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Removal = z.object({ household: z.string(), from: z.string(), to: z.string(), companies: z.array(z.string()) });
const Booking = z.object({ booking: z.string() });

export const rentVan = defineActivity('vans.rent', { input: Removal, output: Booking, compensable: true });

export const closeStreet = defineActivity('town.close-street', {
  input: z.object({ street: z.string() }),
  output: Booking,
  compensable: true,
  inDoubt: 'ask',
});

export const bookLift = defineActivity('lifts.book', {
  input: z.object({ company: z.string() }),
  output: Booking,
  compensable: true,
});

export const confirmLift = defineActivity('lifts.confirm', { input: Booking, output: z.null(), errors: ['NoPermit'] });

export const tellNeighbours = defineActivity('neighbours.tell', {
  input: z.object({ text: z.string() }),
  output: z.null(),
});

export const handOverKeys = defineActivity('keys.hand-over', { input: Removal, output: z.null() });

export const sendCard = defineActivity('mail.send-card', { input: Removal, output: z.null() });

export const packed = defineSignal('packed', z.object({ boxes: z.number() }));

export const moved = defineDomainEvent('households.moved', z.object({ household: z.string(), boxes: z.number() }));

export const removal = defineSaga('removal', {
  input: Removal,
  output: z.object({ boxes: z.number() }),
  signals: [packed],
});
