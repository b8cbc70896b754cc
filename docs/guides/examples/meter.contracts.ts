import { defineActivity, defineSaga } from '@skald/contracts';
import { z } from 'zod';

export const readMeter = defineActivity('meters.read', {
  input: z.object({ meter: z.string(), reading: z.string() }),
  output: z.object({ kwh: z.number() }),
});

export const meter = defineSaga('meter', {
  input: z.object({ meter: z.string(), total: z.number() }),
  output: z.object({ total: z.number() }),
});
