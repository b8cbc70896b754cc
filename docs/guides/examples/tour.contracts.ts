import { defineActivity, defineSaga } from '@skald/contracts';
import { z } from 'zod';

const Guest = z.object({ guest: z.string(), nights: z.number().int().positive() });
const Room = z.object({ room: z.string() });

export const holdRoom = defineActivity('hotels.hold', {
  input: Guest,
  output: Room,
  errors: ['Full'],
  compensable: true,
});
export const payRoom = defineActivity('hotels.pay', { input: Guest, output: z.null(), compensable: true });
export const reserveSeats = defineActivity('trains.reserve', {
  input: z.object({ guest: z.string() }),
  output: z.object({ seat: z.string() }),
  compensable: true,
});

export const hotelStay = defineSaga('hotel-stay', { input: Guest, output: Room });
export const survey = defineSaga('survey', { input: z.object({ guest: z.string() }), output: z.null() });
export const tour = defineSaga('tour', { input: Guest, output: Room });
