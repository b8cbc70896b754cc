import type { FailedResult } from '@skald/contracts';
import { z } from 'zod';

import { durationMs, recordedError } from '../fields.js';
import { resultBase } from './result-base.js';

export const failedResult: z.ZodType<FailedResult> = z.object({
  type: z.literal('failed'),
  ...resultBase,
  error: recordedError,
  retryable: z.exactOptional(z.boolean().describe('Left out: true, unless the contract names the type.')),
  retryAfterMs: z.exactOptional(durationMs),
  effect: z.exactOptional(z.enum(['none', 'unknown']).describe('none: certainly nothing happened.')),
});
