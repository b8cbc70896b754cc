import { defineActivity, defineSaga } from '@skald/contracts';
import { z } from 'zod';

const Stay = z.object({
  tripId: z.string().min(1),
  guest: z.string().min(1),
  /** HOTEL-FULL has no room, HOTEL-CASH takes no guarantee. */
  hotel: z.string().min(1),
  nights: z.int().positive(),
});
export type Stay = z.infer<typeof Stay>;

const GuaranteedStay = z.object({ reservationId: z.string(), guaranteeId: z.string() });
export type GuaranteedStay = z.infer<typeof GuaranteedStay>;

const Guarantee = z.object({ hotel: z.string(), reservationId: z.string() });
export type Guarantee = z.infer<typeof Guarantee>;

export const reserveRoom = defineActivity('hotels.reserve', {
  input: Stay,
  output: z.object({ reservationId: z.string() }),
  errors: ['NoRoom'],
  compensable: true,
  timeout: '20s',
});

export const guaranteeRoom = defineActivity('hotels.guarantee', {
  input: Guarantee,
  output: z.object({ guaranteeId: z.string() }),
  errors: ['GuaranteeRefused'],
  compensable: true,
  timeout: '20s',
});

export const hotelStay = defineSaga('hotel-stay', { input: Stay, output: GuaranteedStay });
