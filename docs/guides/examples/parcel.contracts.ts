import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import { z } from 'zod';

const Parcel = z.object({ to: z.string(), grams: z.number().positive(), customer: z.string() });

export const collect = defineActivity('carrier.collect', {
  input: Parcel,
  output: z.object({ tracking: z.string() }),
  errors: ['AddressUnknown'],
  compensable: true,
  retry: { maxAttempts: 8, backoff: 'linear', initialInterval: '5s', maxInterval: '1m', jitter: 0.3 },
  timeout: '20s',
});

export const weigh = defineActivity('carrier.weigh', { input: Parcel, output: z.object({ grams: z.number() }) });

export const scanned = defineSignal('scanned', z.object({ place: z.string(), delivered: z.boolean() }));

const ParcelView = z.object({ tracking: z.string(), seen: z.array(z.string()) });
export type ParcelView = z.infer<typeof ParcelView>;

export const parcel = defineSaga('parcel', {
  input: Parcel,
  output: z.object({ tracking: z.string() }),
  signals: [scanned],
  view: ParcelView,
});
