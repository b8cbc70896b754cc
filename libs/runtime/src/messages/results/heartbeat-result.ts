import type { HeartbeatResult } from '@skald/contracts';
import { z } from 'zod';

import { optionalJson } from '../fields.js';
import { resultBase } from './result-base.js';

export const heartbeatResult: z.ZodType<HeartbeatResult> = z.object({
  type: z.literal('heartbeat'),
  ...resultBase,
  details: optionalJson,
});
