import type { HandedOverResult, StartedResult } from '@skald/contracts';
import { z } from 'zod';

import { resultBase } from './result-base.js';

export const startedResult: z.ZodType<StartedResult> = z.object({ type: z.literal('started'), ...resultBase });
export const handedOverResult: z.ZodType<HandedOverResult> = z.object({
  type: z.literal('handed-over'),
  ...resultBase,
});
